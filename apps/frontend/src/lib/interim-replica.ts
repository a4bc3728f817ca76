'use client'

import type {
  Live,
  LocalTask,
  Replica,
  ReplicaOptions,
  ReplicaStatus,
  TodayView,
  Write,
} from '@todo/client/replica'
import {
  addPage,
  applyEvents,
  type CreateTaskInput,
  closeCodes,
  eventFromWire,
  type Frame,
  isBehind,
  type Replica as ReplicaData,
  replicaCursor,
  type SyncWire,
  startReplica,
  syncFromWire,
  type Task,
  type TaskWire,
  taskFromWire,
} from '@todo/core'
import { systemIds } from '@todo/core/system'
import { request } from './api.ts'
import { dayOf } from './dates.ts'

type Interim = Pick<
  Replica,
  'status' | 'today' | 'create' | 'complete' | 'reopen' | 'undo' | 'wipe' | 'retry'
>

const status: ReplicaStatus = {
  connection: 'loading',
  waiting: 0,
  loaded: 0,
  storage: 'memory',
  isSecure: true,
  needsSignIn: false,
  isOutdated: false,
}

class Value<T> implements Live<T> {
  #value: T
  readonly #listeners = new Set<() => void>()
  constructor(value: T) {
    this.#value = value
  }
  get = (): T => this.#value
  set(value: T): void {
    this.#value = value
    for (const listener of this.#listeners) listener()
  }
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** Stands where the replica will: the server's answers, live, with nothing kept and nothing before its time. */
export function openReplica({ timeZone }: ReplicaOptions): Interim {
  const connection = new Value(status)
  const day = new Value<TodayView>(partsOf([], timeZone))
  let data: ReplicaData | null = null
  const show = (): void => day.set(partsOf([...(data?.tasks.values() ?? [])], timeZone))
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
  const listen = (held: ReplicaData): void => {
    const address = new URL(`/api/realtime?since=${encodeURIComponent(replicaCursor(held))}`, location.href)
    address.protocol = address.protocol.replace('http', 'ws')
    const socket = new WebSocket(address)
    socket.onmessage = ({ data: text }: MessageEvent<string>) => {
      const frame: Frame = JSON.parse(text)
      if (frame.type === 'hello') say({ connection: 'live' })
      else if ('payload' in frame) {
        applyEvents(held, [eventFromWire(frame.payload)])
        show()
      } else if (frame.type === 'restart' || isBehind(held, frame.cursor)) location.reload()
    }
    socket.onclose = ({ code }) => {
      if (code === closeCodes.revoked) return
      say({ connection: 'connecting' })
      setTimeout(() => listen(held), 2_000)
    }
  }
  const write = (kind: Write['kind'], method: string, path: string, body: unknown): Write => {
    const operationId = systemIds.uuid()
    const sent = request<{ task: TaskWire }>(path, {
      method,
      body,
      headers: { 'Idempotency-Key': operationId },
    })
    const settled = sent.then(({ task }) => {
      data?.tasks.set(task.id, taskFromWire(task))
      show()
      return { kind: 'done' as const }
    })
    return { operationId, kind, taskIds: [], settled }
  }
  void load()
  return {
    status: connection,
    today: () => day,
    create: ({ dueDate, ...input }: CreateTaskInput) =>
      write('create', 'POST', '/api/tasks', { ...input, due_date: dueDate }),
    complete: (id) => write('complete', 'PATCH', `/api/tasks/${id}`, { status: 'done' }),
    reopen: (id) => write('reopen', 'PATCH', `/api/tasks/${id}`, { status: 'pending' }),
    undo: () => write('undo', 'POST', '/api/undo', {}),
    wipe: async () => {},
    retry: () => location.reload(),
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
