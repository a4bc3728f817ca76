'use client'

import {
  addPage,
  applyEvents,
  eventFromWire,
  type Frame,
  isBehind,
  type Replica,
  replicaCursor,
  type SyncWire,
  startReplica,
  syncFromWire,
  type TaskWire,
  taskFromWire,
} from '@todo/core'
import { systemIds } from '@todo/core/system'
import { useSyncExternalStore } from 'react'
import type { NewTask, Task } from '../types/index.ts'
import { ApiError, request } from './api.ts'

export type Connection = 'connecting' | 'live' | 'offline'
/** The list as it is known here. A new object with every change. */
export type List = {
  status: 'loading' | 'ready' | 'failed'
  connection: Connection
  tasks: ReadonlyMap<string, Task>
}

const reconnectMs = 2_000
const nothing: List = { status: 'loading', connection: 'connecting', tasks: new Map() }

/** What the views show until the replica is there: the server's answers, live, without anything kept. */
class ServerList {
  #list = nothing
  #replica: Replica | null = null
  readonly #listeners = new Set<() => void>()

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get = (): List => this.#list

  #set(change: Partial<List>): void {
    const tasks = this.#replica ? new Map(this.#replica.tasks) : this.#list.tasks
    this.#list = { ...this.#list, tasks, ...change }
    for (const listener of this.#listeners) listener()
  }

  async start(): Promise<void> {
    this.#set({ status: 'loading' })
    try {
      let page = await this.#page('/api/sync')
      this.#replica = startReplica(page)
      while (page.nextPage !== null) {
        page = await this.#page(`/api/sync?page=${encodeURIComponent(page.nextPage)}`)
        addPage(this.#replica, page)
      }
      this.#set({ status: 'ready' })
      this.#listen(this.#replica)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.#set({ status: 'failed' })
    }
  }

  async #page(path: string) {
    const answer = syncFromWire(await request<SyncWire>(path))
    if (answer.kind !== 'snapshot') throw new Error('The first load came as events')
    return answer
  }

  #listen(replica: Replica): void {
    const address = new URL(
      `/api/realtime?since=${encodeURIComponent(replicaCursor(replica))}`,
      location.href,
    )
    address.protocol = address.protocol.replace('http', 'ws')
    const socket = new WebSocket(address)
    socket.onmessage = ({ data }: MessageEvent<string>) => this.#take(replica, JSON.parse(data))
    socket.onclose = () => {
      this.#set({ connection: 'offline' })
      setTimeout(() => this.#listen(replica), reconnectMs)
    }
  }

  #take(replica: Replica, frame: Frame): void {
    if (frame.type === 'hello') this.#set({ connection: 'live' })
    else if ('payload' in frame) {
      applyEvents(replica, [eventFromWire(frame.payload)])
      this.#set({})
    } else if (frame.type === 'restart' || isBehind(replica, frame.cursor)) location.reload()
  }

  async write(method: string, path: string, body?: unknown): Promise<void> {
    const headers = { 'Idempotency-Key': systemIds.uuid() }
    const { task } = await request<{ task: TaskWire }>(path, { method, body, headers })
    this.#replica?.tasks.set(task.id, taskFromWire(task))
    this.#set({})
  }
}

const server = new ServerList()

export const startList = (): Promise<void> => server.start()
export const useList = (): List => useSyncExternalStore(server.subscribe, server.get, () => nothing)

export const createTask = ({ dueDate, ...task }: NewTask): Promise<void> =>
  server.write('POST', '/api/tasks', { ...task, due_date: dueDate })
export const setDone = (task: Task, isDone: boolean): Promise<void> =>
  server.write('PATCH', `/api/tasks/${task.id}`, { status: isDone ? 'done' : 'pending' })
