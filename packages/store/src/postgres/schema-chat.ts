import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'
import { users } from './schema.ts'
import { key, madeAt, time } from './schema-columns.ts'

/* The chat, as code: what was said, the answers of the assistant, what waits for approval, what a stream said. */

const ofRun = () =>
  uuid('run_id')
    .notNull()
    .references(() => chatRuns.id, { onDelete: 'cascade' })
const userId = () =>
  uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })

export const conversations = pgTable(
  'conversations',
  {
    id: key(),
    userId: userId(),
    title: varchar('title', { length: 200 }),
    createdAt: madeAt('created_at'),
    updatedAt: madeAt('updated_at'),
  },
  (table) => [index('idx_conversations_user_updated_at').on(table.userId, table.updatedAt)],
)

export const messages = pgTable(
  'messages',
  {
    id: key(),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    role: varchar('role', { length: 20 }).notNull(),
    content: text('content').notNull(),
    toolCalls: jsonb('tool_calls'),
    timestamp: madeAt('timestamp'),
    seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
    runId: uuid('run_id'),
    items: jsonb('items'),
  },
  (table) => [
    index('idx_messages_conversation_timestamp').on(table.conversationId, table.timestamp),
    index('idx_messages_conversation_seq').on(table.conversationId, table.seq),
  ],
)

export const chatRuns = pgTable(
  'chat_runs',
  {
    id: uuid('id').primaryKey(),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    userId: userId(),
    state: varchar('state', { length: 10 }).notNull(),
    sdkState: text('sdk_state'),
    stopRequested: boolean('stop_requested').notNull().default(false),
    inputTokens: bigint('input_tokens', { mode: 'number' }).notNull().default(0),
    outputTokens: bigint('output_tokens', { mode: 'number' }).notNull().default(0),
    createdAt: madeAt('created_at'),
    heartbeatAt: madeAt('heartbeat_at'),
  },
  (table) => [
    uniqueIndex('idx_chat_runs_running').on(table.conversationId).where(sql`state = 'running'`),
    index('idx_chat_runs_conversation').on(table.conversationId, table.createdAt),
    index('idx_chat_runs_user_created_at').on(table.userId, table.createdAt),
    index('idx_chat_runs_heartbeat_at').on(table.heartbeatAt),
  ],
)

export const chatApprovals = pgTable(
  'chat_approvals',
  {
    id: uuid('id').primaryKey(),
    runId: ofRun(),
    callId: text('call_id').notNull(),
    tool: text('tool').notNull(),
    arguments: jsonb('arguments').notNull(),
    summary: text('summary').notNull(),
    state: varchar('state', { length: 10 }).notNull().default('pending'),
    createdAt: madeAt('created_at'),
    decidedAt: time('decided_at'),
  },
  (table) => [unique('chat_approvals_run_id_call_id_key').on(table.runId, table.callId)],
)

export const chatFrames = pgTable(
  'chat_frames',
  {
    runId: ofRun(),
    number: integer('number').notNull(),
    event: varchar('event', { length: 20 }),
    data: text('data').notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.number] })],
)

export const chatPurges = pgTable(
  'chat_purges',
  {
    userId: userId(),
    taskId: uuid('task_id').notNull(),
    operationIds: uuid('operation_ids').array().notNull(),
    createdAt: madeAt('created_at'),
  },
  (table) => [primaryKey({ columns: [table.userId, table.taskId] })],
)

export const chatUsage = pgTable(
  'chat_usage',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    userId: userId(),
    tokens: bigint('tokens', { mode: 'number' }).notNull(),
    createdAt: madeAt('created_at'),
  },
  (table) => [index('idx_chat_usage_user_created_at').on(table.userId, table.createdAt)],
)
