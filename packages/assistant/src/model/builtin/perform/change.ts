import { foldText, type TaskPriority } from '@todo/core'
import type { ToolCall, ToolResult } from '../conversation.ts'
import type { Steps } from '../replay.ts'
import type { Change, Fields, NewTask, Target } from '../request.ts'
import { countOf, dayName, enumeration, named } from '../say.ts'
import { isRecord, type SeenTask, tasksOf } from '../seen-task.ts'
import type { State } from '../state.ts'
import { addDays } from '../understand/dates.ts'
import { create } from './create.ts'
import { find } from './find.ts'
import { done, failure, type Outcome, stopped, withOperation } from './outcome.ts'

type ChangeRequest = { target: Target; change: Change; unsure?: string }

const BATCH_MAX = 1000

/** Changes what a target names. Words that may be the title of a new task change nothing that is not there. */
export function* change(request: ChangeRequest, state: State, today: string): Steps<Outcome> {
  const found = yield* find(request.target, request.change, state, today)
  if ('none' in found) return request.unsure === undefined ? found.none : offer(request, found.none, state)
  const { unsure } = request
  if (unsure !== undefined && found.byName && request.change.op === 'delete')
    return confirm(request.change, found.tasks ?? [], state)
  let tasks = found.tasks
  if (
    request.target.by === 'filter' &&
    request.change.op === 'update' &&
    request.change.shiftDays !== undefined
  ) {
    tasks = tasks?.filter(({ dueDate }) => dueDate !== null) ?? null
  }
  if (tasks === null && needsTask(request.change)) {
    const results = yield found.refs.map((ref) => ({ name: 'get_task', arguments: { task_id: ref } }))
    const failed = results.find((result) => result.failed)
    if (failed) return failure(failed, state)
    tasks = results.flatMap(tasksOf)
  }
  const refs = tasks && needsTask(request.change) ? tasks.map(({ id }) => id) : found.refs
  return yield* carryOut(refs, tasks, request.change, state, today)
}

function offer({ unsure = '' }: ChangeRequest, none: Outcome, state: State): Outcome {
  if (none.state.question?.about === 'which') return none
  const title = unsure.charAt(0).toUpperCase() + unsure.slice(1)
  const task: NewTask = { title, dueDate: null, priority: null, tags: [], description: null }
  const text = `There is no such task. Shall I add “${title}”?`
  return stopped(text, {
    ...state,
    question: { about: 'whether', text, onYes: { kind: 'create', tasks: [task] }, rest: [] },
  })
}

function confirm(wanted: Change, tasks: readonly SeenTask[], state: State): Outcome {
  const text = `Shall I delete ${enumeration(tasks.map(named))}?`
  const target: Target = { by: 'number', numbers: tasks.map(({ number }) => number) }
  return stopped(text, {
    ...state,
    question: { about: 'whether', text, onYes: { kind: 'change', target, change: wanted }, rest: [] },
  })
}

/** "Schedule rent for friday": dates the one task of that name; where there is none, makes it. */
export function* schedule(
  request: { words: string; task: NewTask },
  state: State,
  today: string,
): Steps<Outcome> {
  const [result] = yield [{ name: 'search_tasks', arguments: { query: request.words } }]
  if (!result || result.failed) return failure(result ?? { text: '', data: null, failed: true }, state)
  const open = tasksOf(result).filter(({ status }) => status !== 'done')
  const equal = open.filter(({ title }) => foldText(title) === foldText(request.words))
  const meant = equal.length === 1 ? equal : open
  const wanted: Change = { op: 'update', fields: { due_date: request.task.dueDate } }
  if (meant.length === 0) return yield* create([request.task], state, today)
  if (meant.length === 1)
    return yield* carryOut(
      meant.map(({ id }) => id),
      meant,
      wanted,
      state,
      today,
    )
  return yield* change({ target: { by: 'name', words: request.words }, change: wanted }, state, today)
}

function needsTask(wanted: Change): boolean {
  if (wanted.op !== 'update') return false
  const { addTags, removeTags, note, shiftDays, raise } = wanted
  return [addTags, removeTags === 'all' ? undefined : removeTags, note, shiftDays, raise].some(
    (member) => member !== undefined,
  )
}

function* carryOut(
  refs: readonly string[],
  tasks: readonly SeenTask[] | null,
  wanted: Change,
  state: State,
  today: string,
): Steps<Outcome> {
  if (refs.length > BATCH_MAX)
    return stopped(`These are more than ${BATCH_MAX} tasks: name fewer at once.`, state)
  const fields = refs.map((_, index) =>
    wanted.op === 'update' ? fieldsFor(wanted, tasks?.[index] ?? null, today) : {},
  )
  const [ref] = refs
  if (ref === undefined) return stopped('I changed nothing.', state)
  if (wanted.op === 'update' && fields.every((each) => Object.keys(each).length === 0)) {
    return stopped('It is like that already, so I changed nothing.', state)
  }
  const call = refs.length === 1 ? single(ref, wanted, fields[0] ?? {}) : batch(refs, wanted, fields)
  const [result] = yield [call]
  if (!result || result.failed) return failure(result ?? { text: '', data: null, failed: true }, state)
  const changed = tasksOf(result)
  const after = {
    ...withOperation(state, result),
    focus: changed.length > 0 ? changed : (tasks ?? []),
    shown: state.shown.map((task) => changed.find(({ id }) => id === task.id) ?? task),
    fresh: wanted.op === 'update',
    last: wanted,
  }
  return done(told(wanted, changed.length > 0 ? changed : (tasks ?? []), result, refs, today), after)
}

function single(ref: string, wanted: Change, fields: Record<string, unknown>): ToolCall {
  const args = { task_id: ref }
  switch (wanted.op) {
    case 'complete':
      return { name: 'complete_task', arguments: args }
    case 'delete':
      return { name: 'delete_task', arguments: args }
    case 'reopen':
      return { name: 'update_task', arguments: { ...args, status: 'pending' } }
    case 'restore':
      return { name: 'batch_tasks', arguments: { operations: [{ op: 'restore', ...args }] } }
    case 'update':
      return { name: 'update_task', arguments: { ...args, ...fields } }
  }
}

function batch(
  refs: readonly string[],
  { op }: Change,
  fields: readonly Record<string, unknown>[],
): ToolCall {
  const operations = refs.map((ref, index) => ({ op, task_id: ref, ...fields[index] }))
  const changing = op === 'update' ? operations.filter((each) => Object.keys(each).length > 2) : operations
  return { name: 'batch_tasks', arguments: { operations: changing } }
}

const STEPS: readonly TaskPriority[] = ['low', 'medium', 'high']

/** The fields as the tool takes them: tags, notes and steps need what the task has now. */
function fieldsFor(
  wanted: Extract<Change, { op: 'update' }>,
  task: SeenTask | null,
  today: string,
): Record<string, unknown> {
  const fields: Fields & { tags?: readonly string[] } = { ...wanted.fields }
  const { addTags, removeTags, note, shiftDays, raise } = wanted
  if (removeTags === 'all') fields.tags = []
  else if (addTags || removeTags) {
    const kept = (task?.tags ?? []).filter((tag) => !removeTags?.includes(tag))
    const tags = [...new Set([...kept, ...(addTags ?? [])])]
    if (tags.join() !== task?.tags.join()) fields.tags = tags
  }
  if (note !== undefined) fields.description = task?.description ? `${task.description}\n${note}` : note
  if (shiftDays !== undefined) fields.due_date = addDays(task?.dueDate ?? today, shiftDays)
  if (raise !== undefined) {
    const from = STEPS.indexOf(task?.priority ?? 'medium')
    const priority = STEPS[from + raise]
    if (priority !== undefined) fields.priority = priority
  }
  return fields
}

function told(
  wanted: Change,
  tasks: readonly SeenTask[],
  result: ToolResult,
  refs: readonly string[],
  today: string,
): string {
  const names = tasks.length > 0 ? enumeration(tasks.map(named)) : countOf(refs.length, 'task')
  const failed = Array.isArray(result.data?.failed) ? result.data.failed.filter(isRecord) : []
  const failures = failed.map(({ error }) => `\n- ${String(error)}`).join('')
  return `${sentence(wanted, names, tasks, today)}${failures === '' ? '' : `\nNot done:${failures}`}`
}

function sentence(wanted: Change, names: string, tasks: readonly SeenTask[], today: string): string {
  switch (wanted.op) {
    case 'complete':
      return `Marked ${names} as done.`
    case 'reopen':
      return `Marked ${names} as pending.`
    case 'delete':
      return `Deleted ${names}. Say “undo” to have ${tasks.length > 1 ? 'them' : 'it'} back.`
    case 'restore':
      return `Took ${names} back from the trash.`
    case 'update':
      return updated(wanted, names, tasks, today)
  }
}

function updated(
  wanted: Extract<Change, { op: 'update' }>,
  names: string,
  tasks: readonly SeenTask[],
  today: string,
): string {
  const { fields, addTags, removeTags, note, shiftDays, raise } = wanted
  const [first] = tasks
  if (fields.status === 'in_progress') return `Started ${names}.`
  if (fields.status === 'pending') return `Marked ${names} as pending.`
  if (fields.due_date === null) return `${names} ${tasks.length > 1 ? 'have' : 'has'} no due date now.`
  if (shiftDays !== undefined || fields.due_date !== undefined) {
    const date = fields.due_date ?? first?.dueDate
    const same = date != null && tasks.every(({ dueDate }) => dueDate === null || dueDate === date)
    return same
      ? `${names} ${tasks.length > 1 ? 'are' : 'is'} due ${dayName(date, today)} now.`
      : `Moved ${names}.`
  }
  if (fields.priority !== undefined || raise !== undefined) {
    return `${names} ${tasks.length > 1 ? 'have' : 'has'} ${fields.priority ?? first?.priority ?? 'another'} priority now.`
  }
  if (addTags) return `Tagged ${names} with ${enumeration(addTags.map((tag) => `#${tag}`))}.`
  if (removeTags === 'all') return `${names} ${tasks.length > 1 ? 'have' : 'has'} no tags now.`
  if (removeTags) return `Took ${enumeration(removeTags.map((tag) => `#${tag}`))} off ${names}.`
  if (fields.title !== undefined) return `Renamed it to ${names}.`
  if (note !== undefined) return `Added the note to ${names}.`
  if (fields.description === null) return `${names} has no description now.`
  return `Updated ${names}.`
}
