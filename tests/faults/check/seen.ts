import {
  decodeSyncCursor,
  type EventWire,
  encodeSyncCursor,
  type OperationWire,
  type TaskWire,
} from '@todo/core'
import { HistoryAnswer, SyncPage, TaskPageAnswer } from '@todo/core/schemas'
import type { Account, Installation } from '../rounds/installation.ts'
import { type Rows, readRows } from './rows.ts'

/** All that a client can see of a list, and what only its rows tell. */
export type Seen = {
  /** The history, oldest first. */
  operations: readonly OperationWire[]
  /** What sync tells since the beginning. */
  events: readonly EventWire[]
  /** What a first load brings: every task, those in the trash too. */
  tasks: readonly TaskWire[]
  /** The totals that lists name. */
  totals: Readonly<Record<'pending' | 'in_progress' | 'done' | 'trash', number>>
  rows: Rows
}

export async function lookAt(installation: Installation, account: Account): Promise<Seen> {
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(installation.url() + path, {
      headers: { authorization: `Bearer ${account.token}` },
    })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return response.json()
  }
  const totalOf = async (path: string): Promise<number> => TaskPageAnswer.parse(await get(path)).total
  const { tasks, epoch } = await firstLoad(get)
  const beginning = encodeSyncCursor({ spaceId: account.spaceId, epoch, seq: 0 })
  return {
    tasks,
    operations: await wholeHistory(get),
    events: await eventsSince(get, beginning),
    totals: {
      pending: await totalOf('/api/tasks?status=pending'),
      in_progress: await totalOf('/api/tasks?status=in_progress'),
      done: await totalOf('/api/tasks?status=done'),
      trash: await totalOf('/api/trash'),
    },
    rows: await installation.withDatabase((pool) => readRows(pool, account.spaceId)),
  }
}

type Get = (path: string) => Promise<unknown>

async function wholeHistory(get: Get): Promise<OperationWire[]> {
  const operations: OperationWire[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const after: string = cursor === '' ? '' : `&cursor=${cursor}`
    const page: HistoryAnswer = HistoryAnswer.parse(await get(`/api/history?limit=100${after}`))
    operations.push(...page.operations)
    cursor = page.next_cursor
  }
  return operations.reverse()
}

async function eventsSince(get: Get, beginning: string): Promise<EventWire[]> {
  const events: EventWire[] = []
  for (let since: string | null = beginning; since !== null; ) {
    const page: SyncPage = SyncPage.parse(await get(`/api/sync?since=${since}`))
    if (!('events' in page)) throw new Error('Events were asked for')
    events.push(...page.events)
    since = page.has_more ? page.cursor : null
  }
  return events
}

async function firstLoad(get: Get): Promise<{ tasks: TaskWire[]; epoch: number }> {
  const tasks: TaskWire[] = []
  for (let path = '/api/sync'; ; ) {
    const page = SyncPage.parse(await get(path))
    if (!('tasks' in page)) throw new Error('Tasks were asked for')
    tasks.push(...page.tasks)
    if (page.next_page === null) return { tasks, epoch: decodeSyncCursor(page.cursor).epoch }
    path = `/api/sync?page=${page.next_page}`
  }
}
