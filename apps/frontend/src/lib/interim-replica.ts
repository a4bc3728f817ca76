'use client'

import type {
  LocalTask,
  Notice,
  Outcome,
  Replica,
  ReplicaOptions,
  ReplicaStatus,
  TaskIds,
  TodayView,
  Write,
} from '@todo/client/replica'
import {
  addPage,
  applyEvents,
  type BatchCommand,
  type CreateTaskInput,
  closeCodes,
  eventFromWire,
  type Frame,
  isBehind,
  positionBetween,
  type Replica as ReplicaData,
  replicaCursor,
  type SyncWire,
  startReplica,
  syncFromWire,
  type Task,
  type TaskWire,
  taskFromWire,
  type UpdateTaskInput,
} from '@todo/core'
import { systemIds } from '@todo/core/system'
import { request } from './api.ts'
import { dayOf } from './dates.ts'
import { liveBy, liveQueries, refusedBy, upcomingOf, Value } from './interim-queries.ts'

const status: ReplicaStatus = {
  connection: 'loading',
  waiting: 0,
  loaded: 0,
  storage: 'memory',
  isSecure: true,
  needsSignIn: false,
  isOutdated: false,
}

/** Stands where the replica will: the server's answers, live, with nothing kept and nothing before its time. */
export function openReplica({ timeZone }: ReplicaOptions): Replica {
  const connection = new Value(status)
  const day = new Value<TodayView>(partsOf([], timeZone))
  let data: ReplicaData | null = null
  /** What was changed here and not answered yet, by task: an event of an earlier change must not take it back. */
  const unanswered = new Map<string, { fields: UpdateTaskInput; operationId: string }>()
  const held = (): readonly Task[] =>
    [...(data?.tasks.values() ?? [])].map((task) => ({ ...task, ...unanswered.get(task.id)?.fields }))
  const changes = new Value(0)
  const live = liveQueries(held, changes)
  const show = (): void => {
    day.set(partsOf(held(), timeZone))
    changes.set(changes.get() + 1)
  }
  const say = (change: Partial<ReplicaStatus>): void => connection.set({ ...connection.get(), ...change })

  const load = async (): Promise<void> => {
    const page = async (path: string) => {
      const answer = syncFromWire(await request<SyncWire>(path))
      if (answer.kind !== 'snapshot') throw new Error('The first load came as events')
      return answer
    }
    let next = await page('/api/sync')
    data = startReplica(next)
    while (next.nextPage !== null) {
      next = await page(`/api/sync?page=${encodeURIComponent(next.nextPage)}`)
      addPage(data, next)
    }
    show()
    listen(data)
  }
  const listen = (copy: ReplicaData): void => {
    const address = new URL(`/api/realtime?since=${encodeURIComponent(replicaCursor(copy))}`, location.href)
    address.protocol = address.protocol.replace('http', 'ws')
    const socket = new WebSocket(address)
    socket.onmessage = ({ data: text }: MessageEvent<string>) => {
      const frame: Frame = JSON.parse(text)
      if (frame.type === 'hello') say({ connection: 'live' })
      else if ('payload' in frame) {
        applyEvents(copy, [eventFromWire(frame.payload)])
        show()
      } else if (frame.type === 'restart' || isBehind(copy, frame.cursor)) location.reload()
    }
    socket.onclose = ({ code }) => {
      if (code === closeCodes.revoked) return
      say({ connection: 'connecting' })
      setTimeout(() => listen(copy), 2_000)
    }
  }
  const write = (kind: Write['kind'], method: string, path: string, body: unknown): Write => {
    const operationId = systemIds.uuid()
    const sent = request<{ task?: TaskWire }>(path, {
      method,
      body,
      headers: { 'Idempotency-Key': operationId },
    })
    const settled = sent.then(
      ({ task }): Outcome => {
        if (task) data?.tasks.set(task.id, taskFromWire(task))
        show()
        return { kind: 'done' }
      },
      (error: unknown) => refusedBy(error, operationId, kind),
    )
    return { operationId, kind, taskIds: [], settled }
  }
  const batch = (commands: readonly BatchCommand[]): Write =>
    write('batch', 'POST', '/api/tasks/batch', { operations: commands.map(commandOf) })
  /** One command for one task or for several. */
  const each = (op: 'complete' | 'reopen' | 'delete' | 'restore', ids: TaskIds): Write => {
    if (typeof ids !== 'string' && ids.length > 1) return batch(ids.map((ref) => ({ op, ref })))
    const path = `/api/tasks/${String(ids)}`
    if (op === 'delete') return write(op, 'DELETE', path, undefined)
    return write(op, 'POST', `${path}/${op}`, undefined)
  }
  /** Shows the change of one task before the server has it. */
  const change = (kind: Write['kind'], ids: TaskIds, fields: UpdateTaskInput): Write => {
    if (typeof ids !== 'string' && ids.length > 1)
      return batch(ids.map((ref) => ({ op: 'update', ref, ...fields })))
    const id = String(ids)
    const made = write(kind, 'PATCH', `/api/tasks/${id}`, changesOf(fields))
    const { operationId } = made
    unanswered.set(id, { fields: { ...unanswered.get(id)?.fields, ...fields }, operationId })
    show()
    void made.settled.then(() => {
      if (unanswered.get(id)?.operationId === operationId) unanswered.delete(id)
      show()
    })
    return made
  }
  void load()
  return {
    status: connection,
    today: () => day,
    ...live,
    upcoming: liveBy(changes, ({ days = 28 }: { days?: number } = {}) =>
      upcomingOf(held(), days, dayOf(new Date(), timeZone)),
    ),
    create: ({ dueDate, ...input }: CreateTaskInput) =>
      write('create', 'POST', '/api/tasks', { ...input, due_date: dueDate }),
    update: (ids, fields) => change('update', ids, fields),
    complete: (ids) => each('complete', ids),
    reopen: (ids) => each('reopen', ids),
    delete: (ids) => each('delete', ids),
    restore: (ids) => each('restore', ids),
    batch,
    move: (ids, { after, before }) => {
      const positionOf = (id: string | null) => held().find((task) => task.id === id)?.position ?? null
      let last = positionOf(after)
      const commands = [ids].flat().map((ref): BatchCommand => {
        last = positionBetween(last, positionOf(before))
        return { op: 'update', ref, position: last }
      })
      return batch(commands)
    },
    notices: new Value<readonly Notice[]>([]),
    dismiss: () => {},
    takeTheirs: () => null,
    redo: (id) => write('redo', 'POST', '/api/redo', id === undefined ? {} : { operation_id: id }),
    signedIn: () => {},
    close: async () => {},
    purge: (id) => write('purge', 'DELETE', id === 'all' ? '/api/trash' : `/api/trash/${id}`, undefined),
    renameTag: (from, to) => write('renameTag', 'POST', '/api/tags/rename', { from, to }),
    deleteTag: (tag) => write('deleteTag', 'DELETE', `/api/tags/${encodeURIComponent(tag)}`, undefined),
    undo: (operation) => {
      const id = typeof operation === 'string' ? operation : operation?.id
      return write('undo', 'POST', '/api/undo', id === undefined ? {} : { operation_id: id })
    },
    wipe: async () => {},
    retry: () => location.reload(),
    setTimeZone: () => location.reload(),
  }
}

function partsOf(tasks: readonly Task[], timeZone: string): TodayView {
  const date = dayOf(new Date(), timeZone)
  const overdue: LocalTask[] = []
  const today: LocalTask[] = []
  const done: LocalTask[] = []
  for (const task of tasks.toSorted((left, right) => (left.position < right.position ? -1 : 1))) {
    if (task.deletedAt !== null) continue
    if (task.completedAt !== null) {
      if (dayOf(new Date(task.completedAt), timeZone) === date) done.push(task)
    } else if (task.dueDate !== null && task.dueDate <= date) {
      if (task.dueDate < date) overdue.push(task)
      else today.push(task)
    }
  }
  return { date, overdue, today, done }
}

function commandOf(command: BatchCommand): object {
  if (command.op === 'create') return changesOf(command)
  const { ref, ...rest } = command
  return { id: ref, ...changesOf(rest) }
}

const changesOf = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name === 'dueDate' ? 'due_date' : name, value]),
  )
