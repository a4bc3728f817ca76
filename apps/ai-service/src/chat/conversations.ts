import { TodoError } from '@todo/core'
import type {
  ChatPageParameters,
  ConversationMessagesAnswer,
  ConversationsAnswer,
  ConversationWire,
} from '@todo/core/schemas'
import { HttpError } from '@todo/http'
import {
  type ConversationRow,
  conversationColumns,
  conversationToWire,
  createKeptChat,
  type MessageRow,
  messageToWire,
  selectMessages,
} from '@todo/store/postgres/chat'
import type { Pool } from 'pg'

/** What people have said to the assistant, and it to them. Somebody else's conversation is not there. */
export function createConversations(pool: Pool) {
  const kept = createKeptChat(pool)
  return {
    async list(userId: string, { limit, cursor }: ChatPageParameters): Promise<ConversationsAnswer> {
      const after = cursor === undefined ? null : cursorIn(cursor, /^(\d{1,17})_([0-9a-f-]{36})$/)
      const { rows } = await pool.query<ConversationRow>(
        `SELECT ${conversationColumns} FROM conversations
         WHERE user_id = $1 AND ($2::bigint IS NULL
           OR (updated_at, id) < ('epoch'::timestamptz + $2::bigint * interval '1 microsecond', $3::uuid))
         ORDER BY updated_at DESC, id DESC LIMIT $4`,
        [userId, after?.[1] ?? null, after?.[2] ?? null, limit + 1],
      )
      const page = rows.slice(0, limit)
      const last = rows.length > limit ? page.at(-1) : undefined
      return {
        conversations: page.map(conversationToWire),
        next_cursor: last ? cursorOf(`${last.at}_${last.id}`) : null,
      }
    },

    async messages(
      userId: string,
      id: string,
      { limit, cursor }: ChatPageParameters,
    ): Promise<ConversationMessagesAnswer> {
      await this.find(userId, id)
      const before = cursor === undefined ? null : cursorIn(cursor, /^(\d{1,18})$/)[1]
      const messages = await pool.query<MessageRow>(
        `${selectMessages} AND ($2::bigint IS NULL OR m.seq < $2::bigint) ORDER BY m.seq DESC LIMIT $3`,
        [id, before, limit + 1],
      )
      const page = messages.rows.slice(0, limit)
      const first = messages.rows.length > limit ? page.at(-1) : undefined
      const runs = page.flatMap(({ run_id }) => run_id ?? [])
      const running = await pool.query<{ id: string }>(
        `SELECT id FROM chat_runs WHERE conversation_id = $1 AND state = 'running'`,
        [id],
      )
      return {
        messages: page.reverse().map(messageToWire),
        approvals: await kept.approvalsOf(id, runs),
        running: running.rows[0]?.id ?? null,
        next_cursor: first ? cursorOf(first.seq) : null,
      }
    },

    parts: kept.parts,

    /** Throws `NOT_FOUND`. */
    async find(userId: string, id: string): Promise<ConversationWire> {
      const { rows } = await pool.query<ConversationRow>(
        `SELECT ${conversationColumns} FROM conversations WHERE id = $1 AND user_id = $2`,
        [id, userId],
      )
      return conversationToWire(rows[0] ?? missing())
    },

    /** Throws `NOT_FOUND`. */
    async rename(userId: string, id: string, title: string): Promise<ConversationWire> {
      const { rows } = await pool.query<ConversationRow>(
        `UPDATE conversations SET title = $3 WHERE id = $1 AND user_id = $2 RETURNING ${conversationColumns}`,
        [id, userId, title],
      )
      return conversationToWire(rows[0] ?? missing())
    },

    /** With everything said in it. Throws `NOT_FOUND`. */
    async remove(userId: string, id: string): Promise<void> {
      const { rowCount } = await pool.query('DELETE FROM conversations WHERE id = $1 AND user_id = $2', [
        id,
        userId,
      ])
      if (rowCount === 0) missing()
    },
  }
}

function missing(): never {
  throw new HttpError('NOT_FOUND', { message: 'Conversation not found' })
}

const cursorOf = (text: string): string => Buffer.from(text).toString('base64url')

function cursorIn(cursor: string, form: RegExp): RegExpExecArray {
  const found = form.exec(Buffer.from(cursor, 'base64url').toString())
  if (found) return found
  const issue = { path: 'cursor', message: 'Use the next_cursor of the page before' }
  throw new TodoError('VALIDATION_FAILED', { issues: [issue] })
}
