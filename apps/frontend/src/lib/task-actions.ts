import type { Place, Write } from '@todo/client/replica'
import { type BatchCommand, batchOperationsMax, type TaskPriority, type UpdateTaskInput } from '@todo/core'
import type { LocalTask } from '../types/index.ts'
import type { AppTools } from './app-tools.ts'
import { addDays, sayDate } from './dates.ts'
import { followTask } from './keep-focus.ts'
import { say } from './say.ts'
import { clearSelection } from './selection.ts'
import { showToast } from './toasts.ts'
import { attempt, rememberMade, tellDone } from './undo.ts'

type Tasks = readonly LocalTask[]

/** Done; what was selected for it is selected no more. */
export function complete(tools: AppTools, all: Tasks): void {
  const tasks = all.filter(({ status }) => status !== 'done')
  const { completed } = tools.texts.keys.toast
  const make = (ids: Ids): Write | null => tools.replica.complete(ids)
  if (change(tools, { kind: 'complete', tasks, fields: ['status'], make, said: completed })) clearSelection()
}

export function reopen(tools: AppTools, all: Tasks): void {
  const tasks = all.filter(({ status }) => status === 'done')
  const { reopened } = tools.texts.keys.toast
  const make = (ids: Ids): Write | null => tools.replica.reopen(ids)
  if (change(tools, { kind: 'reopen', tasks, fields: ['status'], make, said: reopened })) clearSelection()
}

/** Open ones become done; where all are done, they become open again. */
export const toggleDone = (tools: AppTools, tasks: Tasks): void =>
  tasks.some(({ status }) => status !== 'done') ? complete(tools, tasks) : reopen(tools, tasks)

export function toggleStarted(tools: AppTools, tasks: Tasks): void {
  const isStart = tasks.some(({ status }) => status !== 'in_progress')
  const { started, notStarted } = tools.texts.keys.toast
  update(tools, tasks, { status: isStart ? 'in_progress' : 'pending' }, isStart ? started : notStarted)
}

export function remove(tools: AppTools, tasks: Tasks): void {
  const { deleted } = tools.texts.keys.toast
  const make = (ids: Ids): Write | null => tools.replica.delete(ids)
  if (change(tools, { kind: 'delete', tasks, fields: [], make, said: deleted })) clearSelection()
}

export function reschedule(tools: AppTools, tasks: Tasks, dueDate: string | null): void {
  const { texts } = tools
  const day = dueDate === null ? texts.move.noDate : sayDay(tools, dueDate)
  followOnly(tasks)
  if (update(tools, tasks, { dueDate }, (what) => texts.keys.toast.moved(what, day))) clearSelection()
}

/** Moves those with a date by so many days, each from its own. */
export function shiftDays(tools: AppTools, tasks: Tasks, days: number): void {
  const dated = tasks.flatMap((task) =>
    task.dueDate === null ? [] : [{ task, dueDate: addDays(task.dueDate, days) }],
  )
  const [first, ...others] = dated
  if (first && others.length === 0) {
    reschedule(tools, [first.task], first.dueDate)
    return
  }
  const { shifted } = tools.texts.keys.toast
  const commands = dated.map(({ task, dueDate }): BatchCommand => ({ op: 'update', ref: task.id, dueDate }))
  const all = dated.map(({ task }) => task)
  batch(tools, all, ['dueDate'], commands, (what) => shifted(what, days))
}

export function setPriority(tools: AppTools, tasks: Tasks, priority: TaskPriority): void {
  const { keys, filter } = tools.texts
  update(tools, tasks, { priority }, (what) => keys.toast.priority(what, filter.priorities[priority]))
}

/** Adds a tag to those that lack it. */
export function addTag(tools: AppTools, all: Tasks, tag: string): void {
  const tasks = all.filter(({ tags }) => !tags.includes(tag))
  const commands = tasks.map(
    ({ id, tags }): BatchCommand => ({ op: 'update', ref: id, tags: [...tags, tag] }),
  )
  batch(tools, tasks, ['tags'], commands, (what) => tools.texts.keys.toast.tagged(what, tag))
}

/** Puts tasks between two neighbours in the order made by hand; `where` says it to those who cannot see it. */
export function moveTo(tools: AppTools, tasks: Tasks, place: Place, where: string): void {
  followOnly(tasks)
  const make = (ids: Ids): Write | null => tools.replica.move(ids, place)
  const said = (what: string): string => tools.texts.keys.toast.placed(what, where)
  change(tools, { kind: 'update', tasks, fields: ['position'], make, said })
}

/** Puts tasks on another day, and there at a place each: one change, and one way back. */
export function moveToDay(
  tools: AppTools,
  tasks: Tasks,
  dueDate: string,
  positions: readonly string[],
): void {
  const commands = tasks.map(({ id }, index): BatchCommand => {
    const position = positions[index]
    return { op: 'update', ref: id, dueDate, ...(position !== undefined && { position }) }
  })
  const day = sayDay(tools, dueDate)
  followOnly(tasks)
  batch(tools, tasks, ['dueDate', 'position'], commands, (what) => tools.texts.keys.toast.moved(what, day))
}

type Ids = readonly string[]
type Said = (what: string) => string
type Fields = readonly (keyof UpdateTaskInput)[]

const sayDay = ({ replica, locale }: AppTools, date: string): string =>
  sayDate(date, replica.today().get().date, locale)

const fieldNames = ['title', 'description', 'status', 'priority', 'dueDate', 'tags', 'position'] as const

function update(tools: AppTools, tasks: Tasks, input: UpdateTaskInput, said: Said): Write | null {
  const fields = fieldNames.filter((name) => name in input)
  const make = (ids: Ids): Write | null => tools.replica.update(ids, input)
  return change(tools, { kind: 'update', tasks, fields, make, said })
}

const batch = (
  tools: AppTools,
  tasks: Tasks,
  fields: Fields,
  commands: readonly BatchCommand[],
  said: Said,
): Write | null =>
  change(tools, { kind: 'batch', tasks, fields, make: () => tools.replica.batch(commands), said })

type Change = {
  kind: Write['kind']
  tasks: Tasks
  /** What it changes: what was there before is remembered. */
  fields: Fields
  make(ids: Ids): Write | null
  said: Said
}

/** One operation for all; shown with a way back, said, and remembered with what was there before. */
function change(tools: AppTools, { kind, tasks, fields, make, said }: Change): Write | null {
  const { keys, lists } = tools.texts
  const [first] = tasks
  if (!first) return null
  if (tasks.length > batchOperationsMax) {
    showToast(keys.toast.tooMany(batchOperationsMax))
    say(keys.toast.tooMany(batchOperationsMax))
    return null
  }
  const write = attempt(tools, { kind }, () => make(tasks.map(({ id }) => id)))
  if (!write) return null
  rememberMade(write.operationId, { before: tasks, fields, kind })
  const what = tasks.length === 1 ? keys.quoted(first.title) : lists.count(tasks.length)
  tellDone(said(what), write)
  return write
}

/** The focus goes with a task that is moved alone. */
function followOnly(tasks: Tasks): void {
  const [first, ...others] = tasks
  if (first && others.length === 0) followTask(first.id)
}
