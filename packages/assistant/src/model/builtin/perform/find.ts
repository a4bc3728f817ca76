import { foldText, queryTokens, searchTokens } from '@todo/core'
import type { ToolCall, ToolResult } from '../conversation.ts'
import type { Steps } from '../replay.ts'
import type { Change, Question, Target } from '../request.ts'
import { taskLine } from '../say.ts'
import { type SeenTask, tasksOf } from '../seen-task.ts'
import type { State } from '../state.ts'
import { allOf } from './look.ts'
import { failure, type Outcome, stopped } from './outcome.ts'

/** The tasks meant; `tasks` is null for those that are known by number alone. */
export type Found =
  | { refs: readonly string[]; tasks: readonly SeenTask[] | null; byName: boolean }
  | { none: Outcome }

const CANDIDATES_MAX = 10
const NUMBERED = /^(?:task |number )*#?(\d{1,9})$/i
const SMALL_WORDS = new Set(
  'the a an my your our to for of on in at with and or about task tasks todo please do is it up from that this all every everything except but only none nothing forever not'.split(
    ' ',
  ),
)

/** Finds the tasks that a target names. What is not certain becomes a question. */
export function* find(target: Target, purpose: Change | 'show', state: State, today: string): Steps<Found> {
  switch (target.by) {
    case 'number':
      return known(target.numbers, state)
    case 'place':
      return placed(target.places, purpose, state)
    case 'rest':
      return others(target.but, purpose, state)
    case 'it':
    case 'those':
      return spokenOf(target.by, purpose, state, today)
    case 'filter': {
      const filter = suited(target.filter, purpose)
      const found = yield* allOf(filter)
      if ('failed' in found) return { none: failure(found, state) }
      const fitting = found.filter((task) => fits(task, purpose))
      if (fitting.length === 0)
        return { none: stopped('There is no such task, so I changed nothing.', state) }
      return tasksFound(fitting)
    }
    case 'name':
      return yield* byName(target.words, purpose, state, today)
  }
}

function tasksFound(tasks: readonly SeenTask[], byName = false): Found {
  return { refs: tasks.map(({ id }) => id), tasks, byName }
}

/** "All" means those that the change can be made to. */
function suited(filter: Extract<Target, { by: 'filter' }>['filter'], purpose: Change | 'show') {
  if (purpose === 'show' || filter.status !== 'open') return filter
  if (purpose.op === 'reopen') return { ...filter, status: 'done' as const }
  const plain =
    filter.priority === null &&
    filter.tags.length === 0 &&
    filter.from === null &&
    filter.to === null &&
    !filter.undated
  return purpose.op === 'delete' && plain ? { ...filter, status: 'all' as const } : filter
}

function known(numbers: readonly number[], state: State): Found {
  const seen = numbers.map((number) =>
    [...state.focus, ...state.shown].find((task) => task.number === number),
  )
  const tasks = seen.filter((task) => task !== undefined)
  return {
    refs: numbers.map(String),
    tasks: tasks.length === numbers.length ? tasks : null,
    byName: false,
  }
}

function placed(places: readonly number[], purpose: Change | 'show', state: State): Found {
  if (places.length === 0 || state.shown.length === 0) return { none: askTarget(purpose, state) }
  const picked = places.map((place) => state.shown.at(place > 0 ? place - 1 : place))
  const tasks = picked.filter((task) => task !== undefined)
  if (tasks.length === places.length) return tasksFound([...new Set(tasks)])
  const count = state.shown.length === 1 ? 'only one task' : `only ${state.shown.length} tasks`
  return { none: stopped(`I showed ${count}, so I changed nothing.`, state) }
}

function others(but: readonly number[], purpose: Change | 'show', state: State): Found {
  const left =
    but.length > 0 ? but.map((place) => state.shown.at(place > 0 ? place - 1 : place)) : state.focus
  const ids = left.map((task) => task?.id)
  const tasks = state.shown.filter(({ id }) => !ids.includes(id))
  return tasks.length === 0 ? { none: askTarget(purpose, state) } : tasksFound(tasks)
}

function spokenOf(by: 'it' | 'those', purpose: Change | 'show', state: State, today: string): Found {
  const { focus, shown } = state
  if (by === 'those') {
    const meant = focus.length > 0 ? focus : shown
    return meant.length === 0 ? { none: askTarget(purpose, state) } : tasksFound(meant)
  }
  if (focus.length === 0) return { none: askTarget(purpose, state) }
  if (focus.length > 1) return { none: askWhich(focus, purpose, 'Which one do you mean?', state, today) }
  return tasksFound(focus)
}

function* byName(words: string, purpose: Change | 'show', state: State, today: string): Steps<Found> {
  if (queryTokens(words).length === 0) return { none: askTarget(purpose, state) }
  const whole = yield* hitsOf([words], purpose)
  if ('failed' in whole) return { none: failure(whole, state) }
  const [hits = []] = whole
  if (hits.length > 0) return settled(words, hits, purpose, state, today)
  const parts = words
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s+&\s+/i)
    .filter((part) => queryTokens(part).length > 0)
  if (parts.length > 1 && parts.length <= 10) {
    const found = yield* eachOf(parts, purpose, state, today)
    if (found) return found
  }
  return { none: yield* suggest(words, purpose, state, today) }
}

/** "rent and milk": each by itself; null where one of them is not there. */
function* eachOf(
  parts: readonly string[],
  purpose: Change | 'show',
  state: State,
  today: string,
): Steps<Found | null> {
  const every = yield* hitsOf(parts.map(withoutArticle), purpose)
  if ('failed' in every) return { none: failure(every, state) }
  const tasks: SeenTask[] = []
  for (const [index, hits] of every.entries()) {
    if (hits.length === 0) return null
    const part = parts[index] ?? ''
    const found = NUMBERED.test(part) ? tasksFound(hits) : settled(part, hits, purpose, state, today)
    if ('none' in found) return found
    tasks.push(...(found.tasks ?? []))
  }
  return tasksFound(tasks, true)
}

function withoutArticle(words: string): string {
  return words.replace(/^(?:the|my|a|an) (?=\S)/i, '')
}

function* hitsOf(queries: readonly string[], purpose: Change | 'show'): Steps<SeenTask[][] | ToolResult> {
  const calls: ToolCall[] = queries.map((query) => {
    const number = NUMBERED.exec(query)?.[1]
    return number === undefined
      ? { name: 'search_tasks', arguments: { query: query.slice(0, 400) } }
      : { name: 'get_task', arguments: { task_id: number } }
  })
  const results = yield calls
  const failed = results.find((result) => result.failed)
  return failed ?? results.map((result) => preferred(tasksOf(result), purpose))
}

/** Those that the change can be made to, where there are any. */
function preferred(tasks: readonly SeenTask[], purpose: Change | 'show'): SeenTask[] {
  const fitting = tasks.filter((task) => fits(task, purpose))
  if (fitting.length === 0) return [...tasks]
  const open = fitting.filter(({ status }) => status !== 'done')
  const wantsOpen = purpose !== 'show' && purpose.op === 'update'
  return wantsOpen && open.length > 0 ? open : fitting
}

function fits({ status }: SeenTask, purpose: Change | 'show'): boolean {
  if (purpose === 'show') return true
  if (purpose.op === 'complete') return status !== 'done'
  return purpose.op === 'reopen' ? status === 'done' : true
}

/** One task where the words leave no doubt, else a question. */
function settled(
  words: string,
  hits: readonly SeenTask[],
  purpose: Change | 'show',
  state: State,
  today: string,
): Found {
  const equal = hits.filter(({ title }) => foldText(title) === foldText(words))
  if (equal.length === 1) return tasksFound(equal, true)
  const tokens = queryTokens(words)
  const inTitle = hits.filter(({ title }) => {
    const own = searchTokens(title)
    return tokens.every((token) => own.includes(token))
  })
  if (equal.length === 0 && inTitle.length === 1) return tasksFound(inTitle, true)
  const shown = (equal.length > 0 ? equal : inTitle).filter(({ id }) =>
    state.shown.some((task) => task.id === id),
  )
  if (shown.length === 1 && purpose !== 'show' && purpose.op !== 'delete') return tasksFound(shown, true)
  const candidates = equal.length > 1 ? equal : inTitle.length > 1 ? inTitle : hits
  if (purpose === 'show' && candidates.length > 1) return tasksFound(candidates, true)
  const text =
    candidates.length === 1
      ? `I found no task “${words}”. Do you mean this one?`
      : `Which “${words}” do you mean?`
  return { none: askWhich(candidates, purpose, text, state, today) }
}

/** Nothing has all the words: what has one of them is offered, never taken. */
function* suggest(words: string, purpose: Change | 'show', state: State, today: string): Steps<Outcome> {
  const nothing = `I found no task “${words}”, so I changed nothing.`
  const tokens = queryTokens(words)
    .filter((token) => token.length > 2 && !SMALL_WORDS.has(token))
    .slice(0, 4)
  if (tokens.length < 2) return stopped(nothing, state)
  const every = yield* hitsOf(tokens, purpose)
  if ('failed' in every) return failure(every, state)
  const seen = new Map(every.flat().map((task) => [task.id, task]))
  const candidates = [...seen.values()].slice(0, CANDIDATES_MAX)
  if (candidates.length === 0) return stopped(nothing, state)
  const text =
    candidates.length === 1
      ? `I found no task “${words}”. Do you mean this one?`
      : `I found no task “${words}”. Is it one of these?`
  return askWhich(candidates, purpose, text, state, today)
}

function askWhich(
  tasks: readonly SeenTask[],
  purpose: Change | 'show',
  text: string,
  state: State,
  today: string,
): Outcome {
  const shown = tasks.slice(0, CANDIDATES_MAX)
  const more =
    tasks.length > shown.length
      ? `\nThere are ${tasks.length - shown.length} more: say more of its title.`
      : ''
  const question: Question = {
    about: 'which',
    change: purpose,
    candidates: shown.map(({ number, title }) => `${number} ${title}`),
    text: `${text}\n${shown.map((task) => taskLine(task, today)).join('\n')}${more}`,
    rest: [],
  }
  return stopped(question.text, { ...state, shown, question })
}

function askTarget(purpose: Change | 'show', state: State): Outcome {
  const text = 'Which task do you mean? Say its number or its title.'
  return stopped(text, { ...state, question: { about: 'target', change: purpose, text, rest: [] } })
}
