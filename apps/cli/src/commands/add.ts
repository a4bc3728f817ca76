import type { CreateTaskInput, Task } from '@todo/core'
import { printAnswer, taskAnswer } from '../answer.ts'
import { defineCommand, type OutputMode, type ParsedArgs } from '../command.ts'
import { formatDay } from '../dates.ts'
import { UsageError } from '../errors.ts'
import { parseDue, parsePriority, parseTags, priorityFlag } from '../fields.ts'
import { safeText } from '../format/text.ts'
import type { Session } from '../session.ts'

export type AddOptions = {
  /** What was typed, in the grammar of quick add; empty where only `--title` was given. */
  text: string
  title: string | null
  description: string | null
  due: string | null
  priority: Task['priority'] | null
  tags: readonly string[]
  output: OutputMode
}

function parse(args: ParsedArgs): AddOptions {
  const text = args.positionals.join(' ')
  const title = args.text('title') ?? null
  if (text.trim() === '' && (title ?? '').trim() === '') {
    throw new UsageError('Say what is to be done.', 'For example: todo add "Buy milk tomorrow #shopping"')
  }
  return {
    text,
    title,
    description: args.text('desc') ?? null,
    due: args.text('due') ?? null,
    priority: parsePriority(args),
    tags: parseTags(args.texts('tag')),
    output: args.output,
  }
}

type Understood = Pick<CreateTaskInput, 'dueDate' | 'priority'> & { title: string; tags: readonly string[] }

/** Creates a task from what was typed; flags override. */
export async function runAdd(options: AddOptions, session: Session): Promise<number> {
  const read = await readText(options.text, session)
  const due = options.due === null ? null : await parseDue(session, options.due)
  const priority = options.priority ?? read.priority
  const input: CreateTaskInput = {
    title: options.title ?? read.title,
    description: options.description,
    dueDate: due ?? read.dueDate ?? null,
    tags: [...new Set([...read.tags, ...options.tags])],
    ...(priority && { priority }),
  }
  const { service } = await session.connect()
  const { task } = await service.create(input)
  const understood =
    read.dueDate || read.priority || read.tags.length > 0 || (options.due !== null && options.due !== due)
  const lines = [`Created task #${task.number}: ${safeText(task.title)}`]
  if (understood) lines.push(session.style('dim', summary(task, priority !== undefined, session.today())))
  await printAnswer(session, options.output, taskAnswer(task, lines))
  return 0
}

async function readText(text: string, session: Session): Promise<Understood> {
  if (text.trim() === '') return { title: '', tags: [] }
  const { parseQuickAdd } = await import('@todo/core/quick-add')
  const { title, dueDate, priority, tags } = parseQuickAdd(text, {
    today: session.today(),
    locale: session.locale,
  })
  return { title, tags, dueDate, ...(priority && { priority }) }
}

/** `due Tue 24 Nov · high · #home` */
function summary(task: Task, withPriority: boolean, today: string): string {
  const parts = [
    task.dueDate === null ? '' : `due ${formatDay(task.dueDate, today)}`,
    withPriority ? task.priority : '',
    task.tags.map((tag) => `#${safeText(tag)}`).join(' '),
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

export const addCommand = defineCommand<AddOptions>({
  name: 'add',
  aliases: ['new'],
  group: 'Tasks',
  summary: 'Add a task',
  usage: ['add TEXT… [OPTIONS]'],
  details: [
    'Date, priority and tags may stand in the text: tomorrow, friday, "in 3 days", 25 dec; p1 to p4 or !high, !medium, !low; #home or @home. todo explain TEXT shows how a text is understood. Text in quotation marks of its own is taken as it is.',
    'A shell takes an unquoted #home for a comment and !high for its own history. Put the text in quotes, or write @home, p1, --tag home, --priority high.',
  ],
  flags: [
    { name: 'title', value: 'TEXT', summary: 'The title, taken as it is', suggests: 'nothing' },
    { name: 'desc', value: 'TEXT', summary: 'A description', suggests: 'nothing' },
    {
      name: 'due',
      value: 'DATE',
      summary: 'When it is due: 2026-12-24, tomorrow, friday, …',
      suggests: 'nothing',
    },
    priorityFlag,
    { name: 'tag', value: 'TAG', repeatable: true, summary: 'A tag; may be repeated', suggests: 'tag' },
  ],
  positional: 'words',
  printsData: true,
  examples: [
    ['add Buy milk', 'without quotes, where there is nothing that the shell would take'],
    ['add "Pay rent tomorrow p1 #home"', 'due tomorrow, high, tagged home'],
    ['add Call mom friday @family', 'the same without quotes'],
    ['add "\'Read tomorrow\'"', 'taken as it is: no date'],
  ],
  parse,
  run: runAdd,
})
