import type { RefusedNotice, Write } from '@todo/client/replica'
import { type BatchCommand, TodoError, type UndoConflict, type UpdateTaskInput } from '@todo/core'
import type { LocalTask } from '../types/index.ts'
import type { AppTools } from './app-tools.ts'
import { say } from './say.ts'
import { addOwnNotice, showToast, type Toast, toast } from './toasts.ts'

/** A change made on this page, with what it changed: enough to put the old values back where undo cannot. */
type Made = { before: readonly LocalTask[]; fields: readonly (keyof UpdateTaskInput)[]; kind: Write['kind'] }

const madeMax = 50
const made = new Map<string, Made>()

export function rememberMade(operationId: string, change: Made): void {
  made.set(operationId, change)
  const [oldest] = made.keys()
  if (made.size > madeMax && oldest !== undefined) made.delete(oldest)
}

/** Takes an operation back, the latest where none is named; says so, and offers to do it again. */
export function undo(tools: AppTools, operationId?: string): void {
  const { texts } = tools
  turn(tools, { kind: 'undo' }, () => tools.replica.undo(operationId), {
    said: texts.keys.toast.undone,
    offer: ({ operationId }) => ({ kind: 'redo', operationId }),
  })
}

/** Does again what was undone: by the undo's id, or the latest. */
export function redo(tools: AppTools, undoId?: string): void {
  const { texts } = tools
  turn(tools, { kind: 'redo' }, () => tools.replica.redo(undoId), {
    said: texts.keys.toast.redone,
    offer: ({ operationId }) => ({ kind: 'undo', operationId }),
  })
}

type Turn = {
  said(what: string): string
  offer(write: Write): Toast['offer']
}

function turn(tools: AppTools, of: Attempted, change: () => Write, { said, offer }: Turn): void {
  const write = attempt(tools, of, change)
  if (!write) return
  const text = said(nameOf(tools, write.taskIds))
  showToast(text, offer(write))
  say(text)
}

/** One task by its title, several by their number; nothing where the replica cannot tell. */
function nameOf({ replica, texts }: AppTools, ids: readonly string[]): string {
  const [id] = ids
  if (id === undefined) return ''
  if (ids.length > 1) return texts.lists.count(ids.length)
  const title = replica.task(id).get()?.title
  return title === undefined ? '' : texts.keys.quoted(title)
}

/** Says what was done, with a way back. */
export function tellDone(text: string, { operationId }: Write): void {
  showToast(text, { kind: 'undo', operationId })
  say(text)
}

type Attempted = { kind: Write['kind'] }

/** Makes a change; where it is refused, at once or later, the person is told why, and what can be done. */
export function attempt(tools: AppTools, of: Attempted, change: () => Write | null): Write | null {
  try {
    const write = change()
    void write?.settled.then((outcome) => {
      if (outcome.kind !== 'refused') return
      // It is not as the toast says.
      if (toast.get()?.offer?.operationId === write.operationId) toast.set(null)
      tellRefusal(tools, outcome.notice)
    })
    return write
  } catch (error) {
    if (!(error instanceof TodoError)) throw error
    tellRefusal(tools, noticeOf(error, of))
    return null
  }
}

function tellRefusal({ replica, texts }: AppTools, notice: RefusedNotice): void {
  const { code } = notice
  // These ask for nothing; the replica need not keep them.
  if (code.startsWith('NOTHING_TO') || code === 'ALREADY_UNDONE' || code === 'NOT_REVERSIBLE') {
    const text = texts.keys.reasons[code] ?? texts.keys.toast.failed
    replica.dismiss(notice.id)
    showToast(text)
    say(text)
  } else if (!replica.notices.get().some(({ id }) => id === notice.id)) {
    addOwnNotice(notice)
  }
}

let thrown = 0

/** A refusal that was thrown, in the form of one that came from the server. */
function noticeOf({ code, message, issues, conflicts }: TodoError, { kind }: Attempted): RefusedNotice {
  thrown += 1
  const at = new Date().toISOString()
  const taskIds = [...new Set(conflicts.map(({ taskId }) => taskId))]
  const write = { kind, at, taskIds }
  const id = `thrown-${thrown}`
  return { kind: 'refused', id, at, write, texts: [], code, message, issues, conflicts, fallen: 0 }
}

/**
 * What puts the old values back where an undo met newer ones: commands for all tasks of the operation that these
 * conflicts are about. `null` where it was not made on this page.
 */
export function commandsToPutBack(conflicts: readonly UndoConflict[]): readonly BatchCommand[] | null {
  const change = [...made.values()].findLast(({ before, fields, kind }) =>
    conflicts.every(
      ({ taskId, field }) =>
        before.some(({ id }) => id === taskId) &&
        (fields.some((name) => wireName(name) === field) || kind === kindOfField[field]),
    ),
  )
  if (!change || conflicts.length === 0) return null
  return change.before.map((task): BatchCommand => {
    if (change.kind === 'delete') return { op: 'restore', ref: task.id }
    const old = Object.fromEntries(change.fields.map((field) => [field, task[field]]))
    return { op: 'update', ref: task.id, ...old }
  })
}

const wireName = (field: string): string => (field === 'dueDate' ? 'due_date' : field)
const kindOfField: Readonly<Record<string, Write['kind']>> = {
  deleted_at: 'delete',
  completed_at: 'complete',
}
