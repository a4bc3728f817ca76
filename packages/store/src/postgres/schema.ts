import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'
import { key, madeAt, time } from './schema-columns.ts'

/*
 * The tables as code. The SQL in `migrations/` is what makes them; a test holds the two together.
 */

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

export const users = pgTable(
  'users',
  {
    id: key(),
    email: varchar('email', { length: 255 }).notNull(),
    name: varchar('name', { length: 255 }),
    emailVerified: boolean('email_verified').notNull().default(false),
    image: text('image'),
    timeZone: varchar('time_zone', { length: 64 }),
    locale: varchar('locale', { length: 35 }),
    disabledAt: time('disabled_at'),
    createdAt: madeAt('created_at'),
    updatedAt: madeAt('updated_at'),
  },
  (table) => [
    unique('users_email_key').on(table.email),
    uniqueIndex('users_email_without_case_key').on(sql`lower(${table.email})`),
  ],
)

const userId = () =>
  uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })

export const sessions = pgTable(
  'sessions',
  {
    id: key(),
    userId: userId(),
    token: text('token').notNull(),
    client: text('client'),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    expiresAt: time('expires_at').notNull(),
    absoluteExpiresAt: time('absolute_expires_at'),
    createdAt: madeAt('created_at'),
    updatedAt: madeAt('updated_at'),
  },
  (table) => [unique('sessions_token_key').on(table.token), index('idx_sessions_user_id').on(table.userId)],
)

export const accounts = pgTable(
  'accounts',
  {
    id: key(),
    userId: userId(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: time('access_token_expires_at'),
    refreshTokenExpiresAt: time('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: madeAt('created_at'),
    updatedAt: madeAt('updated_at'),
  },
  (table) => [
    unique('accounts_provider_account_key').on(table.providerId, table.accountId),
    index('idx_accounts_user_id').on(table.userId),
  ],
)

export const verifications = pgTable(
  'verifications',
  {
    id: key(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: time('expires_at').notNull(),
    createdAt: madeAt('created_at'),
    updatedAt: madeAt('updated_at'),
  },
  (table) => [index('idx_verifications_identifier').on(table.identifier)],
)

export const jwks = pgTable('jwks', {
  id: key(),
  publicKey: text('public_key').notNull(),
  privateKey: text('private_key').notNull(),
  alg: text('alg'),
  crv: text('crv'),
  createdAt: madeAt('created_at'),
  expiresAt: time('expires_at'),
})

export const apiKeys = pgTable(
  'api_keys',
  {
    id: key(),
    userId: userId(),
    name: varchar('name', { length: 100 }).notNull(),
    hash: text('hash').notNull(),
    scopes: text('scopes').array().notNull(),
    expiresAt: time('expires_at'),
    lastUsedAt: time('last_used_at'),
    createdAt: madeAt('created_at'),
  },
  (table) => [unique('api_keys_hash_key').on(table.hash), index('idx_api_keys_user_id').on(table.userId)],
)

export const deviceCodes = pgTable(
  'device_codes',
  {
    id: key(),
    deviceCodeHash: text('device_code_hash').notNull(),
    userCode: varchar('user_code', { length: 9 }).notNull(),
    client: text('client').notNull(),
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    denied: boolean('denied').notNull().default(false),
    polledAt: time('polled_at'),
    expiresAt: time('expires_at').notNull(),
    createdAt: madeAt('created_at'),
    address: text('address'),
  },
  (table) => [
    unique('device_codes_hash_key').on(table.deviceCodeHash),
    unique('device_codes_user_code_key').on(table.userCode),
    index('idx_device_codes_user_id').on(table.userId),
    index('idx_device_codes_expires_at').on(table.expiresAt),
  ],
)

export const rateLimits = pgTable(
  'rate_limits',
  { key: text('key').primaryKey(), count: integer('count').notNull(), endsAt: time('ends_at').notNull() },
  (table) => [index('idx_rate_limits_ends_at').on(table.endsAt)],
)

export const spaces = pgTable(
  'spaces',
  {
    id: key(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    personal: boolean('personal').notNull().default(true),
    createdAt: madeAt('created_at'),
  },
  (table) => [uniqueIndex('spaces_personal_key').on(table.ownerId).where(sql`personal`)],
)

const ofSpace = () =>
  uuid('space_id')
    .notNull()
    .references(() => spaces.id, { onDelete: 'cascade' })

export const spaceMembers = pgTable(
  'space_members',
  { spaceId: ofSpace(), userId: userId(), createdAt: madeAt('created_at') },
  (table) => [
    primaryKey({ columns: [table.spaceId, table.userId] }),
    index('idx_space_members_user_id').on(table.userId),
  ],
)

export const spaceCounters = pgTable('space_counters', {
  spaceId: uuid('space_id')
    .primaryKey()
    .references(() => spaces.id, { onDelete: 'cascade' }),
  nextNumber: integer('next_number').notNull().default(1),
  nextSeq: bigint('next_seq', { mode: 'number' }).notNull().default(1),
  epoch: integer('epoch').notNull().default(0),
  pending: integer('pending').notNull().default(0),
  inProgress: integer('in_progress').notNull().default(0),
  done: integer('done').notNull().default(0),
  trash: integer('trash').notNull().default(0),
})

export const tasks = pgTable(
  'tasks',
  {
    id: key(),
    spaceId: uuid('space_id').notNull(),
    userId: userId(),
    number: integer('number').notNull(),
    title: varchar('title', { length: 200 }).notNull(),
    titleKey: text('title_key').notNull(),
    description: text('description'),
    status: varchar('status', { length: 20 }).notNull().default('pending'),
    priority: varchar('priority', { length: 10 }).notNull().default('medium'),
    dueDate: date('due_date'),
    tags: text('tags').array().notNull().default([]),
    position: text('position').notNull(),
    version: integer('version').notNull().default(1),
    search: tsvector('search').notNull(),
    createdAt: madeAt('created_at'),
    updatedAt: madeAt('updated_at'),
    completedAt: time('completed_at'),
    deletedAt: time('deleted_at'),
  },
  (table) => [
    unique('tasks_space_number_key').on(table.spaceId, table.number),
    index('idx_tasks_space_created_at')
      .on(table.spaceId, table.createdAt, table.id)
      .where(sql`deleted_at IS NULL`),
    index('idx_tasks_space_status_due_date')
      .on(table.spaceId, table.status, table.dueDate, table.id)
      .where(sql`deleted_at IS NULL`),
    index('idx_tasks_space_completed_at')
      .on(table.spaceId, table.completedAt)
      .where(sql`deleted_at IS NULL AND completed_at IS NOT NULL`),
    index('idx_tasks_space_deleted_at').on(table.spaceId, table.deletedAt).where(sql`deleted_at IS NOT NULL`),
    index('idx_tasks_user_id').on(table.userId),
    index('idx_tasks_space_search').using('gin', table.spaceId, table.search),
  ],
)

export const operations = pgTable(
  'operations',
  {
    spaceId: uuid('space_id').notNull(),
    id: uuid('id').notNull(),
    firstSeq: bigint('first_seq', { mode: 'number' }).notNull(),
    lastSeq: bigint('last_seq', { mode: 'number' }).notNull(),
    kind: varchar('kind', { length: 20 }).notNull(),
    actor: varchar('actor', { length: 20 }).notNull(),
    client: text('client').notNull(),
    at: time('at').notNull(),
    reverts: uuid('reverts').array().notNull().default([]),
    revertedBy: uuid('reverted_by'),
    imported: boolean('imported').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.spaceId, table.id] }),
    index('idx_operations_space_seq').on(table.spaceId, table.firstSeq),
    index('idx_operations_undoable')
      .on(table.spaceId, table.firstSeq)
      .where(sql`reverted_by IS NULL AND NOT imported AND kind NOT IN ('undo', 'redo', 'purge')`),
    index('idx_operations_redoable')
      .on(table.spaceId, table.firstSeq)
      .where(sql`reverted_by IS NULL AND NOT imported AND kind = 'undo'`),
  ],
)

export const taskEvents = pgTable(
  'task_events',
  {
    spaceId: uuid('space_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    id: uuid('id').notNull(),
    taskId: uuid('task_id').notNull(),
    number: integer('number').notNull(),
    eventType: varchar('event_type', { length: 50 }).notNull(),
    eventData: jsonb('event_data').notNull(),
    operationId: uuid('operation_id').notNull(),
    actor: varchar('actor', { length: 20 }).notNull(),
    client: text('client').notNull(),
    timestamp: time('timestamp').notNull(),
    correlationId: varchar('correlation_id', { length: 100 }),
  },
  (table) => [
    primaryKey({ columns: [table.spaceId, table.seq] }),
    index('idx_task_events_task_id').on(table.taskId, table.seq),
    index('idx_task_events_timestamp').using('brin', table.timestamp),
  ],
)

export const outbox = pgTable('outbox', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  spaceId: uuid('space_id').notNull(),
  firstSeq: bigint('first_seq', { mode: 'number' }).notNull(),
  lastSeq: bigint('last_seq', { mode: 'number' }).notNull(),
  createdAt: madeAt('created_at'),
})

export const idempotency = pgTable(
  'idempotency',
  {
    spaceId: uuid('space_id').notNull(),
    key: varchar('key', { length: 255 }).notNull(),
    fingerprint: text('fingerprint').notNull(),
    operationId: uuid('operation_id'),
    status: smallint('status'),
    body: text('body'),
    createdAt: madeAt('created_at'),
  },
  (table) => [
    primaryKey({ columns: [table.spaceId, table.key] }),
    index('idx_idempotency_created_at').using('brin', table.createdAt),
  ],
)
