import {
  type BatchCommand,
  batchOperationsMax,
  type Command,
  normalizeTag,
  type OperationWithEvents,
  positionBetween,
  refuseIssues,
  type TaskRef,
  TodoError,
  tagProblem,
  type Undoable,
  type UpdateTaskInput,
} from '@todo/core'
import { systemIds } from '@todo/core/system'
import type { Engine, WriteOptions } from './engine.ts'
import type { Entry } from './entry.ts'
import type { ConflictNotice, Outcome, Place, Replica, TaskIds, Write, WriteKind } from './types.ts'

type Verbs = Pick<
  Replica,
  | 'create'
  | 'update'
  | 'complete'
  | 'reopen'
  | 'delete'
  | 'restore'
  | 'batch'
  | 'purge'
  | 'move'
  | 'renameTag'
  | 'deleteTag'
  | 'undo'
  | 'redo'
  | 'takeTheirs'
>

/** What a person can do with their list. */
export function createVerbs(engine: Engine): Verbs {
  const reversible = new Reversible(engine)
  const write = (kind: WriteKind, commands: readonly Command[], texts?: readonly string[]): Write | null => {
    if (commands.length > batchOperationsMax) {
      refuseIssues([{ path: 'operations', message: `Change at most ${batchOperationsMax} tasks at once` }])
    }
    if (commands.length === 0) return null
    return reversible.note(engine.write(kind, { do: 'commands', commands }, { texts }))
  }
  /** One command for one task, or for several in one operation. */
  const each = (ids: TaskIds, kind: WriteKind, commandOf: (ref: string) => Command): Write | null => {
    const all = [...new Set([ids].flat())]
    return write(all.length === 1 ? kind : 'batch', all.map(commandOf))
  }
  const plain = (op: 'complete' | 'reopen' | 'delete' | 'restore') => (ids: TaskIds) =>
    each(ids, op, (ref) => ({ op, ref }))
  const update = (ids: TaskIds, fields: UpdateTaskInput): Write | null =>
    each(ids, 'update', (ref) => ({ op: 'update', ref, ...fields }))
  return {
    create: (input, text) => {
      const command = { op: 'create' as const, ...input, id: input.id ?? systemIds.uuid() }
      return made(write('create', [command], text === undefined ? undefined : [text]))
    },
    update,
    complete: plain('complete'),
    reopen: plain('reopen'),
    delete: plain('delete'),
    restore: plain('restore'),
    batch: (commands, texts) =>
      write(
        'batch',
        commands.map((command) => named(command, engine)),
        texts,
      ),
    purge: (id) =>
      id === 'all'
        ? engine.write('purge', { do: 'emptyTrash' }, { isBlind: true })
        : engine.write('purge', { do: 'commands', commands: [{ op: 'purge', ref: id }] }),
    move: (ids, place) => {
      const positions = positionsIn(place, [ids].flat().length, engine)
      const positionOf = new Map([ids].flat().map((id, index) => [id, positions[index]]))
      return each(ids, 'update', (ref) => {
        const position = positionOf.get(ref)
        return { op: 'update', ref, ...(position !== undefined && { position }) }
      })
    },
    renameTag: (from, to) => {
      const problem = tagProblem(to)
      if (problem) refuseIssues([{ path: 'to', message: problem }])
      const intent = { do: 'replaceTag' as const, from: normalizeTag(from), to: normalizeTag(to) }
      if (intent.from === intent.to) return null
      return reversible.note(engine.write('renameTag', intent, { isBlind: true }))
    },
    deleteTag: (tag) =>
      reversible.note(
        engine.write('deleteTag', { do: 'replaceTag', from: normalizeTag(tag), to: null }, { isBlind: true }),
      ),
    undo: (operation) => reversible.undo(operation),
    redo: (undo) => reversible.redo(undo),
    takeTheirs: (noticeId) => {
      const notice = engine.notices.find(noticeId)
      if (notice?.kind !== 'conflict') return null
      void engine.notices.dismiss(noticeId)
      return engine.shown.tasks.has(notice.taskId) ? update(notice.taskId, theirsOf(notice)) : null
    },
  }
}

/** What the server says that the field held. */
const theirsOf = ({ field, theirs }: ConflictNotice): UpdateTaskInput => ({ [field]: theirs })

/** A write that always changes something. */
function made(write: Write | null): Write {
  if (!write) throw new Error('Nothing was written')
  return write
}

/** A command that names its task by id, as all that is kept does. */
function named(command: BatchCommand, engine: Engine): Command {
  if (command.op === 'create') return { ...command, id: command.id ?? systemIds.uuid() }
  return { ...command, ref: engine.views.task(command.ref).get()?.id ?? unknownTask(command.ref) }
}

function unknownTask(ref: TaskRef): never {
  throw new TodoError('TASK_NOT_FOUND', { issues: [{ path: 'id', message: `Task ${ref} not found` }] })
}

/** As many positions in a row as are wanted between two neighbours. */
function positionsIn({ after, before }: Place, count: number, { shown }: Engine): string[] {
  const positionOf = (id: string | null): string | null =>
    id === null ? null : (shown.tasks.get(id)?.position ?? null)
  const end = positionOf(before)
  const positions: string[] = []
  let last = positionOf(after)
  // Nothing fits between neighbours that stand at the same place, which two devices may have made: behind them, then.
  const limit = last !== null && end !== null && last >= end ? null : end
  for (let index = 0; index < count; index += 1) {
    last = positionBetween(last, limit)
    positions.push(last)
  }
  return positions
}

/**
 * Takes a write out of the queue, where it was not sent; `otherwise` makes the write that takes it back where it was.
 * Both look the same at once.
 */
function withdraw({ queue }: Engine, entry: Entry, otherwise: (options: WriteOptions) => Write): Write {
  const settled = queue
    .takeBack(entry)
    .then((isTaken): Outcome | Promise<Outcome> =>
      isTaken ? { kind: 'done' } : otherwise({ isShown: true }).settled,
    )
  return { operationId: systemIds.uuid(), kind: 'undo', taskIds: entry.taskIds, settled }
}

type Undone = { undoId: string; target: string | null; again: (() => Write | null) | null }

/** What was done on this page and can be taken back, the latest last. */
class Reversible {
  readonly #engine: Engine
  #done: string[] = []
  #undone: Undone[] = []

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /** A new change ends redo. */
  note(write: Write | null): Write | null {
    if (!write) return null
    this.#undone = []
    this.#add(write)
    return write
  }

  undo(operation?: string | OperationWithEvents): Write {
    if (operation === undefined) {
      const latest = this.#done.pop()
      return latest === undefined ? this.#undoLatestOfServer() : this.#undoOne(latest, null)
    }
    const id = typeof operation === 'string' ? operation : operation.id
    const undo = this.#undoOne(id, typeof operation === 'string' ? null : operation)
    this.#done = this.#done.filter((each) => each !== id)
    return undo
  }

  redo(undo?: string): Write {
    const item = undo === undefined ? this.#undone.at(-1) : this.#undone.find(({ undoId }) => undoId === undo)
    if (!item && undo === undefined) throw new TodoError('NOTHING_TO_REDO')
    const redone = this.#redoOne(item ?? { undoId: undo ?? '', target: null, again: null })
    this.#undone = this.#undone.filter((each) => each !== item)
    return redone
  }

  #undoOne(id: string, operation: Undoable | null): Write {
    const entry = this.#engine.queue.find(id)
    const undoable = operation ?? this.#engine.shown.undoableOf(id) ?? null
    const write = (options: WriteOptions): Write =>
      made(this.#engine.write('undo', { do: 'invert', operationId: id, undoable }, options))
    if (!entry || entry.isSent) return this.#noteUndo(write({ isBlind: true }), id, null)
    if (undoable) this.#engine.expectRevertible(undoable)
    return this.#noteUndo(withdraw(this.#engine, entry, write), id, () => this.#again(entry))
  }

  #undoLatestOfServer(): Write {
    if (this.#engine.status.get().connection !== 'live') throw new TodoError('NOTHING_TO_UNDO')
    const intent = { do: 'invert' as const, operationId: null, undoable: null }
    return this.#noteUndo(made(this.#engine.write('undo', intent, { isBlind: true })), null, null)
  }

  #noteUndo(undo: Write, target: string | null, again: Undone['again']): Write {
    const item: Undone = { undoId: undo.operationId, target, again }
    this.#undone.push(item)
    void undo.settled.then(({ kind }) => {
      if (kind !== 'refused') return
      this.#undone = this.#undone.filter((each) => each !== item)
    })
    return undo
  }

  #redoOne({ undoId, target, again }: Undone): Write {
    const entry = this.#engine.queue.find(undoId)
    const write = (options: WriteOptions): Write => {
      const undoable = this.#engine.shown.undoableOf(undoId) ?? null
      return made(this.#engine.write('redo', { do: 'invert', operationId: undoId, undoable }, options))
    }
    if (again) {
      const redone = again()
      if (redone) this.#add(redone)
      return made(redone)
    }
    if (!entry || entry.isSent) {
      const redone = write({ isBlind: true })
      this.#add(redone)
      return redone
    }
    if (target !== null) this.#done.push(target)
    return withdraw(this.#engine, entry, write)
  }

  /** The same change once more, since it never reached the server. */
  #again({ kind, intent, texts }: Entry): Write | null {
    return this.#engine.write(kind, intent, { texts })
  }

  #add({ operationId, settled }: Write): void {
    this.#done.push(operationId)
    void settled.then(({ kind }) => {
      if (kind !== 'done') this.#done = this.#done.filter((each) => each !== operationId)
    })
  }
}
