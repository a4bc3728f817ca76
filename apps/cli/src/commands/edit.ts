import { type Task, type TaskRef, TodoError, type UpdateTaskInput } from '@todo/core'
import { printAnswer, taskAnswer } from '../answer.ts'
import { defineCommand, type ParsedArgs } from '../command.ts'
import type { Connection } from '../connection/connection.ts'
import { UsageError } from '../errors.ts'
import { parseDue, parsePriority, parseStatus, parseTags, priorityFlag } from '../fields.ts'
import { parseSelection, select } from '../ids.ts'
import { changeEach, type EachCommand } from '../many.ts'
import type { Session } from '../session.ts'
import type { SelectionOptions } from './done.ts'

type TagChange = { add: readonly string[]; remove: readonly string[] }

export type EditOptions = SelectionOptions & {
  fields: UpdateTaskInput
  /** In words; read when the day is known. */
  due: string | null
  tagChange: TagChange | null
}

/** How often tags are read and changed again when someone else was faster. */
const attemptsMax = 5

function parse(args: ParsedArgs): EditOptions {
  refuseBoth(args, 'due', 'no-due')
  refuseBoth(args, 'desc', 'no-desc')
  refuseBoth(args, 'tag', 'add-tag')
  refuseBoth(args, 'tag', 'remove-tag')
  const title = args.text('title')
  const description = args.has('no-desc') ? null : args.text('desc')
  const priority = parsePriority(args)
  const status = parseStatus(args)
  const changesTags = args.has('add-tag') || args.has('remove-tag')
  const options: EditOptions = {
    selection: parseSelection(args.positionals, 'edit'),
    fields: {
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      ...(args.has('no-due') && { dueDate: null }),
      ...(priority && { priority }),
      ...(status && { status }),
      ...(args.has('tag') && { tags: parseTags(args.texts('tag')) }),
    },
    due: args.text('due') ?? null,
    tagChange: changesTags
      ? { add: parseTags(args.texts('add-tag')), remove: parseTags(args.texts('remove-tag')) }
      : null,
    output: args.output,
  }
  if (Object.keys(options.fields).length === 0 && options.due === null && !options.tagChange) {
    throw new UsageError(
      'Say what to change.',
      'For example: todo edit 3 --title "Buy oat milk" --due friday',
    )
  }
  return options
}

function refuseBoth(args: ParsedArgs, one: string, other: string): void {
  if (args.has(one) && args.has(other)) throw new UsageError(`Use either --${one} or --${other}.`)
}

/** Changes fields of tasks. */
export async function runEdit(options: EditOptions, session: Session): Promise<number> {
  const { selection, output, tagChange } = options
  const dueDate = options.due === null ? undefined : await parseDue(session, options.due)
  const fields: UpdateTaskInput = { ...options.fields, ...(dueDate !== undefined && { dueDate }) }
  const connection = await session.connect()
  const selected = await select(connection, selection)
  const sentence = ({ number }: Task): string => `Updated task #${number}.`
  const [only] = selected
  if (tagChange && selection.single && only) {
    const task = await changeTags(connection, only.ref, fields, tagChange)
    if (task) {
      await printAnswer(session, output, taskAnswer(task, [sentence(task)]))
      return 0
    }
  }
  const tags = tagChange ? await tagsAfter(connection, selected, tagChange) : null
  const command = (ref: TaskRef): EachCommand => {
    const changed = tags?.get(ref)
    return { op: 'update', ref, ...fields, ...(changed && { tags: changed }) }
  }
  return changeEach(session, connection, { selected, selection, output }, { command, sentence })
}

/** Tags are read, changed and written by version, so that a tag added meanwhile elsewhere stays. */
async function changeTags(
  { service }: Connection,
  ref: TaskRef,
  fields: UpdateTaskInput,
  change: TagChange,
): Promise<Task | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { tags, version } = await service.get(ref)
      const input = { ...fields, tags: withChange(tags, change) }
      return (await service.update(ref, input, { ifVersion: version })).task
    } catch (error) {
      if (!(error instanceof TodoError)) throw error
      if (error.code === 'TASK_NOT_FOUND') return null
      if (error.code !== 'PRECONDITION_FAILED' || attempt === attemptsMax) throw error
    }
  }
}

async function tagsAfter(
  { service }: Connection,
  selected: readonly { ref: TaskRef }[],
  change: TagChange,
): Promise<Map<TaskRef, string[]>> {
  const tags = new Map<TaskRef, string[]>()
  for (const { ref } of selected) {
    try {
      tags.set(ref, withChange((await service.get(ref)).tags, change))
    } catch (error) {
      if (!(error instanceof TodoError) || error.code !== 'TASK_NOT_FOUND') throw error
      // The batch finds it missing too, and names it.
      tags.set(ref, [])
    }
  }
  return tags
}

const withChange = (tags: readonly string[], { add, remove }: TagChange): string[] => [
  ...new Set([...tags.filter((tag) => !remove.includes(tag)), ...add]),
]

export const editCommand = defineCommand<EditOptions>({
  name: 'edit',
  group: 'Tasks',
  summary: 'Change tasks',
  usage: ['edit ID… OPTIONS'],
  flags: [
    { name: 'title', value: 'TEXT', summary: 'The new title', suggests: 'nothing' },
    { name: 'desc', value: 'TEXT', summary: 'The new description', suggests: 'nothing' },
    { name: 'no-desc', summary: 'Take the description away' },
    {
      name: 'due',
      value: 'DATE',
      summary: 'When it is due: 2026-12-24, tomorrow, friday, …',
      suggests: 'nothing',
    },
    { name: 'no-due', summary: 'Take the due date away' },
    priorityFlag,
    { name: 'status', value: 'STATUS', summary: 'pending, in_progress or done', suggests: 'status' },
    {
      name: 'tag',
      value: 'TAG',
      repeatable: true,
      summary: 'Replace the tags; may be repeated',
      suggests: 'tag',
    },
    { name: 'add-tag', value: 'TAG', repeatable: true, summary: 'Add a tag', suggests: 'tag' },
    { name: 'remove-tag', value: 'TAG', repeatable: true, summary: 'Take a tag away', suggests: 'tag' },
  ],
  positional: 'id',
  printsData: true,
  examples: [
    ['edit 3 --title "Buy oat milk"', ''],
    ['edit 3 5-7 --due friday --add-tag home', 'several at once'],
    ['edit 3 --no-due', ''],
  ],
  parse,
  run: runEdit,
})
