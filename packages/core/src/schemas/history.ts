import { z } from 'zod'
import { eventTypes, operationKinds } from '../history/operation.ts'
import { ActorName, ClientName, Instant, listOf, Ordinal, UtcTime, Uuid } from './fields.ts'
import { TaskOutput } from './tasks.ts'

const FieldChangeOutput = z.strictObject({ from: z.unknown(), to: z.unknown() })
export const EventOutput = z
  .strictObject({
    seq: Ordinal,
    type: z.enum(eventTypes),
    task_id: Uuid,
    number: Ordinal,
    task: z.union([TaskOutput, z.null()]),
    changes: z.record(z.string(), FieldChangeOutput),
    operation_id: Uuid,
    actor: ActorName,
    client: z.string(),
    at: UtcTime,
  })
  .meta({ id: 'Event' })
export const OperationOutput = z
  .strictObject({
    id: Uuid,
    kind: z.enum(operationKinds),
    actor: ActorName,
    client: z.string(),
    at: UtcTime,
    reverts: listOf(Uuid),
    reverted_by: Uuid.nullable(),
    events: listOf(EventOutput),
  })
  .meta({ id: 'Operation' })
export const HistoryAnswer = z.strictObject({
  operations: listOf(OperationOutput),
  next_cursor: z.string().nullable(),
})
export type HistoryAnswer = z.infer<typeof HistoryAnswer>

/** The whole list as one JSON file. */
export const ExportOutput = z
  .strictObject({
    version: z.literal(1),
    exported_at: UtcTime,
    tasks: listOf(TaskOutput),
    operations: listOf(OperationOutput),
  })
  .meta({ id: 'Export' })

const SnapshotPage = z
  .strictObject({ tasks: listOf(TaskOutput), cursor: z.string(), next_page: z.string().nullable() })
  .meta({ id: 'SyncSnapshot' })
const EventsPage = z
  .strictObject({ events: listOf(EventOutput), cursor: z.string(), has_more: z.boolean() })
  .meta({ id: 'SyncEvents' })
/** A page of a first load, or events after a cursor. */
export const SyncPage = z.union([SnapshotPage, EventsPage])
export type SyncPage = z.infer<typeof SyncPage>

/** What only narrows or tries a bulk undo, and so means nothing without its `from`. */
const bulkMembers = ['actor', 'client', 'to', 'dry_run'] as const

/** One operation by id, or everything by an actor or client in a time; without members the latest operation. */
export const UndoBody = z
  .strictObject({
    operation_id: Uuid.optional(),
    actor: ActorName.optional(),
    client: ClientName.optional(),
    from: Instant.optional(),
    to: Instant.optional(),
    dry_run: z.boolean().optional(),
  })
  .check(({ value, issues }) => {
    const bulk = bulkMembers.some((name) => value[name] !== undefined)
    const say = (path: string, message: string): void => {
      issues.push({ code: 'custom', path: [path], message, input: value })
    }
    if (bulk && value.from === undefined) say('from', 'Say from when on changes are to be undone')
    if (value.from !== undefined && value.operation_id !== undefined) {
      say('operation_id', 'Use either operation_id or from')
    }
  })
  .meta({
    id: 'Undo',
    dependentRequired: Object.fromEntries(bulkMembers.map((name) => [name, ['from']])),
    not: { required: ['operation_id', 'from'] },
  })
export type UndoBody = z.infer<typeof UndoBody>
export const RedoBody = z.strictObject({ operation_id: Uuid.optional() }).meta({ id: 'Redo' })
export const UndoAnswer = z.strictObject({
  operation_id: Uuid.nullable(),
  reverts: listOf(Uuid),
  tasks: listOf(TaskOutput),
})
export type UndoAnswer = z.infer<typeof UndoAnswer>
