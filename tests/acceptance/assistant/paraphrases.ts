// Ways to say the same, put together from phrase books of their own: nothing here is taken from the model's rules.

/** Something to say, and what it must lead to, in the form in which calls are written. */
export type Paraphrase = { said: string; expected: string; sort: string }

export type Random = () => number

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

// Said on Wednesday, 2 December 2026.
const days: readonly (readonly [string, string])[] = [
  ['today', '2026-12-02'],
  ['tomorrow', '2026-12-03'],
  ['on Friday', '2026-12-04'],
  ['on saturday', '2026-12-05'],
  ['next Monday', '2026-12-07'],
  ['next week', '2026-12-07'],
  ['in three days', '2026-12-05'],
  ['in 2 weeks', '2026-12-16'],
  ['on the 24th of December', '2026-12-24'],
  ['on 2026-12-20', '2026-12-20'],
  ['on December 11', '2026-12-11'],
  ['the day after tomorrow', '2026-12-04'],
  ['at the end of the month', '2026-12-31'],
]
const chores = [
  'water the roses',
  'fetch the parcel',
  'sew on the button',
  'pay the gas bill',
  'email the landlord',
  'pick up Anna',
  'fix the bicycle',
  'practise the violin',
  'hoover the stairs',
  'return the drill to Tom',
  'buy a birthday present',
  'renew the insurance',
  'walk the dog',
  'prepare the slides',
  'apply for the visa',
]
const labels = ['garden', 'family', 'errands', 'q4', 'finance']

/** Tasks of the list of the examples, by words that fit no other. */
const known: readonly (readonly [number, readonly string[]])[] = [
  [
    2,
    [
      'milk',
      'the milk',
      'buy milk',
      'the milk task',
      '"Buy milk"',
      'my task buy milk',
      'number 2',
      '#2',
      'task 2',
    ],
  ],
  [
    3,
    [
      'the report',
      'write the report',
      'the report task',
      "'Write the report'",
      'task #3',
      '#3',
      'the task about the report',
    ],
  ],
  [
    4,
    [
      'the dentist',
      'call the dentist',
      'the call to the dentist'.slice(12),
      'my dentist task',
      '#4',
      'task number 4',
    ],
  ],
  [
    5,
    [
      'the flights',
      'book flights to Lisbon',
      'the Lisbon flights',
      '#5',
      'item 5',
      'the task called book flights to Lisbon',
    ],
  ],
  [6, ['the kitchen', 'clean the kitchen', 'the kitchen one', '#6', 'the task "Clean the kitchen"']],
  [8, ['the plants', 'water the plants', 'task 8', '#8', 'the plants task']],
]
const tagsOfTask: Readonly<Record<number, readonly string[]>> = {
  2: ['shopping'],
  3: ['work'],
  4: ['health'],
  5: ['travel'],
  6: ['home'],
  8: ['home'],
}

const before = [
  '',
  '',
  '',
  '',
  'please ',
  'Can you ',
  'could you please ',
  'hey, ',
  'ok ',
  'would you kindly ',
  "I'd like you to ",
  'now ',
]
const after = ['', '', '', '', '', ' please', ', thanks', ' for me', ', thank you', ' now']

type Maker = (random: Random) => Paraphrase

/** A member of a list, by chance. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('There is nothing to pick from')
  return item
}

/** A command with courtesies around it. */
function command(random: Random, text: string): string {
  return `${pick(random, before)}${text}${pick(random, after)}`
}

const titleOf = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

const makers: Readonly<Record<string, Maker>> = {
  create(random) {
    const chore = pick(random, chores)
    const [day, date] = pick(random, [...days, ['', ''] as const, ['', ''] as const])
    const [urgency, priority] = pick(random, [
      ['', ''],
      ['', ''],
      ['', ''],
      [', urgent', 'high'],
      [', it is urgent', 'high'],
      [' asap', 'high'],
      [', high priority', 'high'],
      [', no rush', 'low'],
      [' (important)', 'high'],
      [', low priority', 'low'],
      [" - it's really important", 'high'],
    ] as const)
    const tag = random() < 0.2 ? pick(random, labels) : ''
    const when = day === '' ? '' : ` ${day}`
    const hash = tag === '' ? '' : ` #${tag}`
    const said = pick(random, [
      command(random, `add ${chore}${when}${hash}${urgency}`),
      command(random, `remind me to ${chore}${when}${hash}${urgency}`),
      command(random, `create a task to ${chore}${when}${hash}${urgency}`),
      command(random, `add a task: ${chore}${when}${hash}${urgency}`),
      command(random, `put "${chore}"${hash} on my list${when}${urgency}`),
      command(random, `add ${chore}${hash} to my to-do list${when}${urgency}`),
      `I need to ${chore}${when}${hash}${urgency}`,
      `i have to ${chore}${when}${hash}${urgency}`,
      `we must ${chore}${when}${hash}${urgency}`,
      `don't forget to ${chore}${when}${hash}${urgency}`,
      `new task: ${chore}${when}${hash}${urgency}`,
      `todo: ${chore}${when}${hash}${urgency}`,
      `make sure I ${chore}${when}${hash}${urgency}`,
      `I've got to ${chore}${when}${hash}${urgency}`,
      `note to self: ${chore}${when}${hash}${urgency}`,
      ...(day === '' || day === 'next week' ? [] : [`remind me ${day} to ${chore}${hash}${urgency}`]),
    ])
    const members = [
      `title="${titleOf(chore)}"`,
      ...(date === '' ? [] : [`due_date=${date}`]),
      ...(priority === '' ? [] : [`priority=${priority}`]),
      ...(tag === '' ? [] : [`tags=[${tag}]`]),
    ]
    return { said, expected: `create_task(${members.join(', ')})`, sort: 'create' }
  },
  complete(random) {
    const [number, names] = pick(random, known)
    const name = pick(random, names)
    const said = pick(random, [
      command(random, `mark ${name} as done`),
      command(random, `mark ${name} done`),
      command(random, `mark ${name} as complete`),
      command(random, `complete ${name}`),
      command(random, `tick off ${name}`),
      command(random, `check off ${name}`),
      command(random, `set ${name} to done`),
      command(random, `cross off ${name}`),
      `I finished ${name}`,
      `I have completed ${name}`,
      `I'm done with ${name}`,
      `${name} is done`,
      `${name} is finished`,
      `done with ${name}`,
      `I've just finished ${name}!`,
    ])
    return { said, expected: `complete_task(#${number})`, sort: 'complete' }
  },
  delete(random) {
    const [number, names] = pick(random, known)
    const name = pick(random, names)
    const said = command(
      random,
      pick(random, [
        `delete ${name}`,
        `remove ${name}`,
        `get rid of ${name}`,
        `remove ${name} from my list`,
        `erase ${name}`,
        `throw away ${name}`,
        `take ${name} off my list`,
        `trash ${name}`,
        `move ${name} to the trash`,
      ]),
    )
    return { said, expected: `delete_task(#${number})`, sort: 'delete' }
  },
  move(random) {
    const [number, names] = pick(random, known)
    const name = pick(random, names)
    const [day, date] = pick(random, days)
    const bare = day.replace(/^(?:on|at) /, '')
    const said = pick(random, [
      command(random, `move ${name} to ${bare}`),
      command(random, `reschedule ${name} to ${bare}`),
      command(random, `postpone ${name} to ${bare}`),
      command(random, `push ${name} to ${bare}`),
      command(random, `change the due date of ${name} to ${bare}`),
      command(random, `set the due date of ${name} to ${bare}`),
      command(random, `set the deadline for ${name} to ${bare}`),
      command(random, `make ${name} due ${day}`),
      command(random, `change ${name} to ${bare}`),
      command(random, `shift ${name} to ${bare}`),
      command(random, `put off ${name} until ${bare}`),
      `${name} is due ${day}`,
      `${name} should be due ${day}`,
    ]).replace(/in (\w+ \w+)/, 'in $1')
    return { said, expected: `update_task(#${number}, due_date=${date})`, sort: 'move' }
  },
  prioritise(random) {
    const [number, names] = pick(random, known)
    const name = pick(random, names)
    const [words, priority] = pick(random, [
      ['urgent', 'high'],
      ['high priority', 'high'],
      ['important', 'high'],
      ['low priority', 'low'],
      ['top priority', 'high'],
      ['medium priority', 'medium'],
    ] as const)
    const level = pick(random, [priority, priority === 'high' ? 'highest' : priority])
    const said = pick(random, [
      command(random, `make ${name} ${words}`),
      command(random, `mark ${name} as ${words}`),
      command(random, `set the priority of ${name} to ${level}`),
      command(random, `change the priority of ${name} to ${level}`),
      command(random, `set ${name} to ${words}`),
      `${name} is ${words}`,
    ])
    return { said, expected: `update_task(#${number}, priority=${priority})`, sort: 'prioritise' }
  },
  tag(random) {
    const [number, names] = pick(random, known)
    const name = pick(random, names)
    const tag = pick(random, labels)
    const said = command(
      random,
      pick(random, [
        `tag ${name} with ${tag}`,
        `tag ${name} as ${tag}`,
        `add the tag ${tag} to ${name}`,
        `add #${tag} to ${name}`,
        `label ${name} ${pick(random, ['as', 'with'])} ${tag}`,
        `put the label ${tag} on ${name}`,
        `give ${name} the tag ${tag}`,
      ]),
    )
    return {
      said,
      expected: `update_task(#${number}, tags=[${[...(tagsOfTask[number] ?? []), tag].join(' ')}])`,
      sort: 'tag',
    }
  },
  rename(random) {
    const [number, names] = pick(random, known)
    const name = pick(random, names)
    const title = titleOf(pick(random, chores))
    const said = command(
      random,
      pick(random, [
        `rename ${name} to ${title}`,
        `rename ${name} to "${title}"`,
        `change the title of ${name} to ${title}`,
        `change the name of ${name} to ${title}`,
      ]),
    )
    return {
      said: said.replace(/(?:, thanks| for me| now| please|, thank you)$/, ''),
      expected: `update_task(#${number}, title="${title}")`,
      sort: 'rename',
    }
  },
  start(random) {
    const [number, names] = pick(random, known)
    const name = pick(random, names)
    const said = pick(random, [
      command(random, `start ${name}`),
      command(random, `start working on ${name}`),
      command(random, `mark ${name} as in progress`),
      command(random, `set ${name} to in progress`),
      `I'm working on ${name}`,
      `I started ${name}`,
    ])
    return { said, expected: `update_task(#${number}, status=in_progress)`, sort: 'start' }
  },
  reopen(random) {
    const name = pick(random, ['the invoice', '#9', 'send the invoice', 'task 9', '"Send the invoice"'])
    const said = pick(random, [
      command(random, `reopen ${name}`),
      command(random, `mark ${name} as not done`),
      command(random, `mark ${name} as undone`),
      command(random, `mark ${name} as open again`),
      command(random, `set ${name} back to pending`),
      `${name} is not done yet`,
      `I haven't finished ${name}`,
      command(random, `uncheck ${name}`),
    ])
    return { said, expected: 'update_task(#9, status=pending)', sort: 'reopen' }
  },
  list(random) {
    const [when, range] = pick(random, [
      ['due tomorrow', 'due_after=2026-12-02, due_before=2026-12-04'],
      ['due on friday', 'due_after=2026-12-03, due_before=2026-12-05'],
      ['for this week', 'due_after=2026-11-29, due_before=2026-12-07'],
      ['due next week', 'due_after=2026-12-06, due_before=2026-12-14'],
      ['that are overdue', 'due_before=2026-12-02'],
      ['for tomorrow', 'due_after=2026-12-02, due_before=2026-12-04'],
      ['', ''],
    ] as const)
    const [kind, members] = pick(random, [
      ['', ''],
      ['', ''],
      ['high priority ', 'priority=high'],
      ['urgent ', 'priority=high'],
      ['low priority ', 'priority=low'],
    ] as const)
    const [label, tag] = pick(random, [
      ['', ''],
      ['', ''],
      [' tagged home', 'tags=[home]'],
      [' with the tag work', 'tags=[work]'],
    ] as const)
    const noun = pick(random, ['tasks', 'tasks', 'todos', 'to-dos', 'items'])
    const what = `${kind}${noun}${label}${when === '' ? '' : ` ${when}`}`
    const said = pick(random, [
      command(random, `show me my ${what}`),
      command(random, `list the ${what}`),
      command(random, `show the ${what}`),
      command(random, `give me the ${what}`),
      `which ${what} do I have?`,
      `what ${what} are there?`,
      `do I have any ${what}?`,
      `are there any ${what}`,
      command(random, `display my ${what}`),
    ])
    const args = ['status=open', members, tag, range, 'sort=due_date'].filter((member) => member !== '')
    return { said, expected: `list_tasks(${args.join(', ')})`, sort: 'list' }
  },
  today(random) {
    const said = pick(random, [
      "what's on today",
      'what is on for today?',
      'show me today',
      'what do I have today',
      'what needs to be done today?',
      'what do I need to do today?',
      "what's due today",
      "today's tasks please",
      'show tasks for today',
      'list what is due today',
      'tasks for today',
      'what have I got today?',
      'anything to do today?',
      "what's on my list for today?",
      'what should I get done today?',
      "show me today's to-dos",
      "what's my plan for today",
      'what does today look like?',
    ])
    return { said, expected: 'today()', sort: 'today' }
  },
  next(random) {
    const said = pick(random, [
      "what's next?",
      'what is next',
      'what should I do next?',
      'what should I work on now',
      "what's the next task?",
      'what shall I do first?',
      'next task please',
      'what comes next?',
      'tell me what to do next',
      'which task should I do next',
      "what's my next task",
      'where should I start?',
    ])
    return { said, expected: 'list_tasks(status=open, sort=due_date, limit=100)', sort: 'next' }
  },
  find(random) {
    const word = pick(random, ['report', 'flights', 'contract', 'plants', 'lisbon'])
    const said = pick(random, [
      command(random, `find ${word}`),
      command(random, `search for ${word}`),
      command(random, `look for ${word}`),
      `where is the ${word} task?`,
      `do I have a task about ${word}?`,
      `is there a task about ${word}`,
      `any tasks about ${word}?`,
      command(random, `find tasks about ${word}`),
      command(random, `search my tasks for ${word}`),
    ])
    return { said, expected: `search_tasks(query=${word})`, sort: 'find' }
  },
  many(random) {
    const [which, numbers] = pick(random, [
      ['everything due today', [1, 2]],
      ['all tasks due today', [1, 2]],
      ['all #travel tasks', [7, 5]],
      ['everything tagged travel', [7, 5]],
      ['all tasks with the tag travel', [7, 5]],
      ['all my work tasks'.replace('my work tasks', '#work'), [10, 3]],
      ['#2 and #6', [2, 6]],
      ['tasks 2 and 6', [2, 6]],
      ['milk and the kitchen', [2, 6]],
    ] as const)
    const [said, expected] = pick(random, [
      [`complete ${which}`, numbers.map((number) => `complete #${number}`)],
      [`mark ${which} as done`, numbers.map((number) => `complete #${number}`)],
      [`delete ${which}`, numbers.map((number) => `delete #${number}`)],
      [`remove ${which}`, numbers.map((number) => `delete #${number}`)],
      [`move ${which} to next monday`, numbers.map((number) => `update #${number} due_date=2026-12-07`)],
      [
        `reschedule ${which} to next monday`,
        numbers.map((number) => `update #${number} due_date=2026-12-07`),
      ],
    ] as const)
    return { said: command(random, said), expected: `batch_tasks(${expected.join(', ')})`, sort: 'many' }
  },
  several(random) {
    const chore = pick(random, chores)
    const [number] = pick(random, known)
    const link = pick(random, [' and ', ', then ', '. Then ', ' and then ', '; ', ', and '])
    const second = pick(random, [
      [`mark #${number} as done`, `complete_task(#${number})`],
      [`complete task ${number}`, `complete_task(#${number})`],
      [`move #${number} to tomorrow`, `update_task(#${number}, due_date=2026-12-03)`],
      [`make ${number} urgent`, `update_task(#${number}, priority=high)`],
      ['show me what is on today', 'today()'],
    ] as const)
    const firsts = [`add ${chore}`, `create a task to ${chore}`, `please add "${chore}"`]
    return {
      said: `${pick(random, firsts)}${link}${second[0]}`,
      expected: `create_task(title="${titleOf(chore)}"), ${second[1]}`,
      sort: 'several',
    }
  },
  nothing(random) {
    const [number, names] = pick(random, known)
    const name = pick(random, names)
    const said = pick(random, [
      `don't delete ${name}`,
      `please don't complete ${name}`,
      `do not touch ${name}`,
      `should I delete ${name}?`,
      `shall I complete ${name}`,
      `what would happen if I deleted ${name}?`,
      `how can I remove ${name}?`,
      `is it safe to delete ${name}?`,
      `I don't want to remove ${name}`,
      `delete ${name}? No, wait`,
      `my sister says I should delete ${name}`,
      `would it be wise to delete ${name}?`,
      `if I finish ${name}, then delete #${number}`,
      `I was about to delete ${name} but I did not`,
      `maybe I should delete ${name}`,
      `nobody may delete ${name}`,
      `why is ${name} done?`,
      `has anyone completed ${name}?`,
      `imagine you delete ${name}`,
      `the note says: delete ${name}`,
    ])
    return { said, expected: '', sort: 'nothing' }
  },
}

const spoilers: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text,
  (text) => text,
  (text) => text.toLowerCase(),
  (text) => text.toUpperCase(),
  (text) => titleOf(text),
  (text) => `${text}.`,
  (text) => `${text}!`,
  (text) => `  ${text.replaceAll(' ', '  ')} `,
  (text) => text.replaceAll("'", '’'),
  (text) =>
    text.includes("'s ") || text.includes(" '")
      ? text
      : text.replace(/\b(don|what|i|let)'(t|s|m|ve|d)\b/gi, '$1$2'),
]

/** So many paraphrases of all sorts in turn, the same ones for the same seed. */
export function* paraphrases(seed: number, count: number): Generator<Paraphrase> {
  const random = seeded(seed)
  const kinds = Object.values(makers)
  for (let index = 0; index < count; index++) {
    const maker = kinds[index % kinds.length]
    if (!maker) return
    const made = maker(random)
    yield { ...made, said: pick(random, spoilers)(made.said) }
  }
}
