import {
  type EventWire,
  eventFromWire,
  eventToWire,
  type TaskWire,
  taskFromWire,
  taskToWire,
} from '../task/codec.ts'
import type { SyncAnswer } from './sync.ts'

export type SyncWire =
  | { tasks: readonly TaskWire[]; cursor: string; next_page: string | null }
  | { events: readonly EventWire[]; cursor: string; has_more: boolean }

export function syncToWire(answer: SyncAnswer) {
  const { cursor } = answer
  return answer.kind === 'snapshot'
    ? { tasks: answer.tasks.map(taskToWire), cursor, next_page: answer.nextPage }
    : { events: answer.events.map(eventToWire), cursor, has_more: answer.hasMore }
}

export function syncFromWire(wire: SyncWire): SyncAnswer {
  const { cursor } = wire
  return 'tasks' in wire
    ? { kind: 'snapshot', tasks: wire.tasks.map(taskFromWire), cursor, nextPage: wire.next_page }
    : { kind: 'events', events: wire.events.map(eventFromWire), cursor, hasMore: wire.has_more }
}
