import { z } from 'zod'
import { actors, eventTypes, operationKinds } from './history/operation.ts'
import { interchangeFormats } from './interchange/document.ts'
import { statusFilters, taskSorts } from './task/list-query.ts'
import { isPosition } from './task/position.ts'
import {
  descriptionLengthMax,
  descriptionProblem,
  dueDateProblem,
  tagCountMax,
  tagLengthMax,
  tagProblem,
  titleLengthMax,
  titleProblem,
} from './task/rules.ts'
import { isUuid, taskPriorities, taskStatuses } from './task/task.ts'

/** A text that passes a rule of the domain; the rule says in words what is wrong. */
function textWith(problem: (text: string) => string | null) {
  return z.string().check((payload) => {
    const message = problem(payload.value)
    if (message) payload.issues.push({ code: 'custom', message, input: payload.value })
  })
}

const lineProblem = (text: string): string | null => {
  if (!text.isWellFormed()) return 'The text holds half a character (a lone surrogate)'
  return /\p{Cc}/u.test(text) ? 'The text holds a control character' : null
}

/** A text of one line, `max` characters at most. */
export function lineOf(max: number) {
  return textWith(
    (text) => lineProblem(text) ?? ([...text].length > max ? `Use at most ${max} characters` : null),
  )
}

/** Whether a time is in ISO 8601 with a zone; answered in UTC with milliseconds and `Z`. */
function instantProblem(text: string): string | null {
  const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/
  if (!shape.test(text) || Number.isNaN(Date.parse(text)) || dueDateProblem(text.slice(0, 10))) {
    return 'Give a time as 2026-12-24T08:00:00.000Z'
  }
  return null
}

const timezoneWanted = 'Give an IANA time zone, as Europe/Paris'

function timezoneProblem(text: string): string | null {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return /^[A-Za-z]/.test(text) ? null : timezoneWanted
  } catch {
    return timezoneWanted
  }
}

function localeProblem(text: string): string | null {
  try {
    return new Intl.Locale(text).language ? null : 'Give a language tag, as en-GB'
  } catch {
    return 'Give a language tag, as en-GB'
  }
}

export const Uuid = textWith((text) => (isUuid(text) ? null : 'An id is a lower-case uuid')).meta({
  format: 'uuid',
})
export const Title = textWith(titleProblem).meta({ minLength: 1, maxLength: titleLengthMax })
export const Description = textWith(descriptionProblem).meta({ maxLength: descriptionLengthMax })
export const CalendarDate = textWith(dueDateProblem).meta({ format: 'date' })
export const Instant = textWith(instantProblem).meta({ format: 'date-time' })
export const Timezone = textWith(timezoneProblem).meta({
  description: 'An IANA name',
  example: 'Europe/Paris',
})
export const Locale = textWith(localeProblem).meta({ description: 'A BCP 47 tag', example: 'en-GB' })
export const Tag = textWith(tagProblem).meta({ minLength: 1, maxLength: tagLengthMax })
export const Tags = z
  .array(Tag)
  .max(tagCountMax * 5)
  .meta({ description: `At most ${tagCountMax} different ones` })
export const Position = textWith((text) =>
  isPosition(text) ? null : 'A position is a key made between two others',
).meta({ description: 'Fractional index, compared by code point' })
export const Status = z.enum(taskStatuses)
export const Priority = z.enum(taskPriorities)
export const ActorName = z.enum(actors)
export const ClientName = lineOf(80)
export const Format = z.enum(interchangeFormats)

/** A list in an answer. */
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).readonly()

/** A task named by its uuid or its number. */
export const TaskRefInput = z.union([Uuid, z.int().min(1)])

export const TaskOutput = z
  .strictObject({
    id: Uuid,
    number: z.int(),
    title: z.string(),
    description: z.string().nullable(),
    status: Status,
    priority: Priority,
    due_date: CalendarDate.nullable(),
    tags: listOf(z.string()),
    position: z.string(),
    version: z.int(),
    created_at: Instant,
    updated_at: Instant,
    completed_at: Instant.nullable(),
    deleted_at: Instant.nullable(),
  })
  .meta({ id: 'Task' })

const createFields = {
  id: Uuid.optional(),
  title: Title,
  description: Description.nullish(),
  priority: Priority.optional(),
  due_date: CalendarDate.nullish(),
  tags: Tags.optional(),
}

const updateFields = {
  title: Title.optional(),
  description: Description.nullish(),
  status: Status.optional(),
  priority: Priority.optional(),
  due_date: CalendarDate.nullish(),
  tags: Tags.optional(),
  position: Position.optional(),
}

export const CreateTaskBody = z.strictObject(createFields).meta({ id: 'CreateTask' })
export type CreateTaskBody = z.infer<typeof CreateTaskBody>

export const UpdateTaskBody = z.strictObject(updateFields).meta({ id: 'UpdateTask' })
export type UpdateTaskBody = z.infer<typeof UpdateTaskBody>

const textInput = textWith((text) => {
  if (!text.isWellFormed()) return 'The text holds half a character (a lone surrogate)'
  if (text.trim() === '') return 'Say what is to be done'
  return [...text].length > 2000 ? 'Use at most 2000 characters' : null
}).meta({ minLength: 1, maxLength: 2000 })

export const ExplainBody = z
  .strictObject({ text: textInput, timezone: Timezone.optional(), locale: Locale.optional() })
  .meta({ id: 'QuickAddText' })
export const QuickBody = z
  .strictObject({
    text: textInput,
    timezone: Timezone.optional(),
    locale: Locale.optional(),
    id: Uuid.optional(),
  })
  .meta({ id: 'QuickAdd' })

export const ExplainOutput = z
  .strictObject({
    title: z.string(),
    due_date: CalendarDate.nullable(),
    priority: Priority.nullable(),
    tags: listOf(z.string()),
    spans: listOf(
      z.strictObject({
        start: z.int(),
        end: z.int(),
        kind: z.string(),
        text: z.string(),
        value: z.union([z.string(), z.null()]),
        note: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'Explanation' })

const plainOps = ['complete', 'reopen', 'delete', 'restore'] as const
export const batchOperationsMax = 1000

export const BatchOperation = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('create'), ...createFields }),
  z.strictObject({ op: z.literal('update'), ...updateFields, id: TaskRefInput }),
  ...plainOps.map((op) => z.strictObject({ op: z.literal(op), id: TaskRefInput })),
])
export const BatchBody = z
  .strictObject({ operations: z.array(BatchOperation).min(1).max(batchOperationsMax) })
  .meta({ id: 'Batch' })
export type BatchBody = z.infer<typeof BatchBody>

export const TaskAnswer = z.strictObject({ task: TaskOutput })
export const QuickAnswer = z.strictObject({ task: TaskOutput, explain: ExplainOutput })
export const BatchAnswer = z.strictObject({
  operation_id: Uuid.nullable(),
  results: listOf(z.strictObject({ op: z.string(), task: TaskOutput })),
})
export const MessageAnswer = z.strictObject({ message: z.string() })
export const PurgeAnswer = z.strictObject({ message: z.string(), purged: z.int() })

export const TaskPageAnswer = z.strictObject({
  tasks: listOf(TaskOutput),
  total: z.int(),
  total_is_lower_bound: z.literal(true).optional(),
  page: z.int(),
  limit: z.int(),
  next_cursor: z.string().nullable(),
})

const FieldChangeOutput = z.strictObject({ from: z.unknown(), to: z.unknown() })
export const EventOutput = z
  .strictObject({
    seq: z.int(),
    type: z.enum(eventTypes),
    task_id: Uuid,
    number: z.int(),
    task: TaskOutput.nullable(),
    changes: z.record(z.string(), FieldChangeOutput),
    operation_id: Uuid,
    actor: ActorName,
    client: z.string(),
    at: Instant,
  })
  .meta({ id: 'Event' })
export const OperationOutput = z
  .strictObject({
    id: Uuid,
    kind: z.enum(operationKinds),
    actor: ActorName,
    client: z.string(),
    at: Instant,
    reverts: listOf(Uuid),
    reverted_by: Uuid.nullable(),
    events: listOf(EventOutput),
  })
  .meta({ id: 'Operation' })
export const HistoryAnswer = z.strictObject({
  operations: listOf(OperationOutput),
  next_cursor: z.string().nullable(),
})

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
    const bulk = [value.actor, value.client, value.to, value.dry_run].some((member) => member !== undefined)
    const say = (path: string, message: string): void => {
      issues.push({ code: 'custom', path: [path], message, input: value })
    }
    if (bulk && value.from === undefined) say('from', 'Say from when on changes are to be undone')
    if (value.from !== undefined && value.operation_id !== undefined) {
      say('operation_id', 'Use either operation_id or from')
    }
  })
  .meta({ id: 'Undo' })
export type UndoBody = z.infer<typeof UndoBody>
export const RedoBody = z.strictObject({ operation_id: Uuid.optional() }).meta({ id: 'Redo' })
export const UndoAnswer = z.strictObject({
  operation_id: Uuid.nullable(),
  reverts: listOf(Uuid),
  tasks: listOf(TaskOutput),
})

export const TagsAnswer = z.strictObject({
  tags: listOf(z.strictObject({ tag: z.string(), open: z.int(), total: z.int() })),
})
export const RenameTagBody = z.strictObject({ from: Tag, to: Tag }).meta({ id: 'RenameTag' })
export const TagsWrittenAnswer = z.strictObject({
  operation_id: Uuid.nullable(),
  tasks: listOf(TaskOutput),
})

export const ImportAnswer = z.strictObject({
  operation_id: Uuid.nullable(),
  created: z.int(),
  unchanged: z.int(),
  errors: listOf(z.strictObject({ line: z.int(), message: z.string() })),
})

export const Conflict = z.strictObject({
  task_id: Uuid,
  number: z.int(),
  field: z.string(),
  expected: z.unknown(),
  actual: z.unknown(),
})

/** RFC 9457, with the plan's `error` member and a stable `code`. */
export const ProblemAnswer = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    error: z.string(),
    code: z.string(),
    errors: listOf(z.strictObject({ path: z.string(), message: z.string() })).optional(),
    conflicts: listOf(Conflict).optional(),
    request_id: z.string().optional(),
  })
  .meta({ id: 'Problem' })

const Email = textWith((text) =>
  lineProblem(text) || !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text) || text.length > 255
    ? 'Give an e-mail address'
    : null,
).meta({ format: 'email', maxLength: 255 })

const passwordLength = { min: 8, max: 128 }
const Password = textWith((text) => {
  const length = [...text].length
  if (length < passwordLength.min) return `Use at least ${passwordLength.min} characters`
  if (length > passwordLength.max) return `Use at most ${passwordLength.max} characters`
  return text.isWellFormed() && !text.includes('\0') ? null : 'Use characters that can be typed'
}).meta({ format: 'password', minLength: passwordLength.min, maxLength: passwordLength.max })

/** A password that is only compared: what could never be one is merely wrong, but bounded in length. */
const GivenPassword = z.string().max(1000).meta({ format: 'password' })
const PersonName = lineOf(255)

export const RegisterBody = z
  .strictObject({
    email: Email,
    password: Password,
    name: PersonName.optional(),
    client: ClientName.optional(),
    timezone: Timezone.optional(),
    locale: Locale.optional(),
  })
  .meta({ id: 'Register' })
export const LoginBody = z
  .strictObject({ email: z.string().max(1000), password: GivenPassword, client: ClientName.optional() })
  .meta({ id: 'Login' })

export const UserOutput = z
  .strictObject({
    id: Uuid,
    email: z.string(),
    name: z.string().nullable(),
    email_verified: z.boolean(),
    timezone: z.string().nullable(),
    locale: z.string().nullable(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'User' })
export type UserWire = z.infer<typeof UserOutput>

export const RegisterAnswer = z.strictObject({
  user: UserOutput,
  token: z.string(),
  accessToken: z.string(),
  refreshToken: z.string(),
})
export const LoginAnswer = z.strictObject({
  user: UserOutput,
  accessToken: z.string(),
  refreshToken: z.string(),
})
export const RefreshAnswer = z.strictObject({ accessToken: z.string() })
export const AccountAnswer = z.strictObject({
  user: UserOutput,
  client: z.string(),
  scopes: listOf(z.string()),
})
export const UpdateAccountBody = z
  .strictObject({
    name: PersonName.nullish(),
    timezone: Timezone.nullish(),
    locale: Locale.nullish(),
  })
  .meta({ id: 'UpdateAccount' })
export const ChangePasswordBody = z
  .strictObject({ current_password: GivenPassword, new_password: Password })
  .meta({ id: 'ChangePassword' })
export const DeleteAccountBody = z.strictObject({ password: GivenPassword }).meta({ id: 'DeleteAccount' })
export const SessionsAnswer = z.strictObject({
  sessions: listOf(
    z.strictObject({
      id: Uuid,
      client: z.string(),
      created_at: Instant,
      last_used_at: Instant,
      current: z.boolean(),
    }),
  ),
})

/** A query parameter arrives as text; what leaves the schema is a number in the range. */
function integerText(min: number, max: number, message: string) {
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .pipe(z.int().min(min, message).max(max, message))
    .meta({ type: 'integer', minimum: min, maximum: max })
}

const limitMax = 100
const pageMax = 1_000_000
const Limit = integerText(1, limitMax, `Use a number from 1 to ${limitMax}`)
const Cursor = z.string().min(1).max(2000)

const TagList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(Tags)
  .meta({ type: 'string', description: 'Tags, separated by commas' })

export const filterParameters = {
  priority: Priority.optional(),
  due_before: CalendarDate.optional(),
  due_after: CalendarDate.optional(),
  tags: TagList.optional(),
  tag_mode: z.enum(['all', 'any']).optional(),
  q: lineOf(500).optional(),
  sort: z.enum(taskSorts).optional(),
  order: z.enum(['asc', 'desc']).optional(),
  page: integerText(1, pageMax, `Use a number from 1 to ${pageMax}`).optional(),
  limit: Limit.optional(),
  cursor: Cursor.optional(),
}
export const ListParameters = z.strictObject({
  status: z.enum(statusFilters).optional(),
  ...filterParameters,
})
export type ListParameters = z.infer<typeof ListParameters>

/** The trash is listed by the same parameters. */
export const TrashParameters = ListParameters

/** In a path: a uuid in either case, or a number; as the domain names tasks. */
const refText = z
  .string()
  .regex(
    /^(?:[1-9]\d{0,14}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/,
    'Use the uuid or the number of a task',
  )
  .transform((text) => (/^\d+$/.test(text) ? Number(text) : text.toLowerCase()))
  .meta({ type: 'string', description: 'The uuid or the number of a task' })
export const TaskRefParameters = z.strictObject({ id: refText })
export const TagParameters = z.strictObject({ tag: Tag })
export const IdParameters = z.strictObject({ id: Uuid })

export const HistoryParameters = z.strictObject({
  task_id: refText.optional(),
  actor: ActorName.optional(),
  client: ClientName.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  cursor: Cursor.optional(),
  limit: Limit.optional(),
})
export type HistoryParameters = z.infer<typeof HistoryParameters>
export const ExportParameters = z.strictObject({ format: Format.default('json') })
const flagText = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .meta({ type: 'string', enum: ['true', 'false'] })
export const ImportParameters = z.strictObject({
  format: Format.default('json'),
  dry_run: flagText.optional(),
})
export const NoParameters = z.strictObject({})
