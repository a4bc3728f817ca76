import { TodoError } from '@todo/core'
import type {
  ChatApprovalWire,
  ChatMessageWire,
  ChatPageParameters,
  ChatToolCall,
  ConversationMessagesAnswer,
  ConversationsAnswer,
  ConversationWire,
} from '@todo/core/schemas'
import { HttpError } from '@todo/http'
import type { Pool } from 'pg'

type ConversationRow = { id: string; title: string | null; created_at: Date; updated_at: Date; at: string }
type MessageRow = {
  id: string
  seq: string
  role: string
  content: string
  tool_calls: ChatToolCall[] | null
  run_id: string | null
  run_state: ChatMessageWire['run_state']
  timestamp: Date
}

const columns = `id, title, created_at, updated_at, (extract(epoch FROM updated_at) * 1000000)::bigint::text AS at`

const messagesAtOnce = 100
const selectMessages = `SELECT m.id, m.seq::text, role, content, tool_calls, run_id, "timestamp",
    CASE WHEN role <> 'user' THEN r.state END AS run_state
  FROM messages m LEFT JOIN chat_runs r ON r.id = m.run_id WHERE m.conversation_id = $1`

/** What people have said to the assistant, and it to them. Somebody else's conversation is not there. */
export function createConversations(pool: Pool) {
  const approvalsOf = async (id: string, runs: readonly string[]): Promise<ChatApprovalWire[]> => {
    const { rows } = await pool.query<ChatApprovalWire>(
      `SELECT a.id AS approval_id, run_id, tool, arguments, summary, a.state FROM chat_approvals a
       JOIN chat_runs r ON r.id = a.run_id WHERE r.conversation_id = $1 AND run_id = ANY($2::uuid[])
       ORDER BY a.created_at, a.id`,
      [id, runs],
    )
    return rows
  }

  return {
    async list(userId: string, { limit, cursor }: ChatPageParameters): Promise<ConversationsAnswer> {
      const after = cursor === undefined ? null : cursorIn(cursor, /^(\d{1,17})_([0-9a-f-]{36})$/)
      const { rows } = await pool.query<ConversationRow>(
        `SELECT ${columns} FROM conversations
         WHERE user_id = $1 AND ($2::bigint IS NULL
           OR (updated_at, id) < ('epoch'::timestamptz + $2::bigint * interval '1 microsecond', $3::uuid))
         ORDER BY updated_at DESC, id DESC LIMIT $4`,
        [userId, after?.[1] ?? null, after?.[2] ?? null, limit + 1],
      )
      const page = rows.slice(0, limit)
      const last = rows.length > limit ? page.at(-1) : undefined
      return { conversations: page.map(toWire), next_cursor: last ? cursorOf(`${last.at}_${last.id}`) : null }
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
        approvals: await approvalsOf(id, runs),
        running: running.rows[0]?.id ?? null,
        next_cursor: first ? cursorOf(first.seq) : null,
      }
    },

    /** All that was said, a part at a time, with the approvals of the runs whose first words are in that part. */
    async *parts(id: string): AsyncIterable<Pick<ConversationMessagesAnswer, 'messages' | 'approvals'>> {
      const told = new Set<string>()
      for (let last = '0'; ; ) {
        const { rows } = await pool.query<MessageRow>(
          `${selectMessages} AND m.seq > $2::bigint ORDER BY m.seq LIMIT ${messagesAtOnce}`,
          [id, last],
        )
        const end = rows.at(-1)
        if (!end) return
        last = end.seq
        const runs = rows.flatMap(({ run_id }) => (run_id === null || told.has(run_id) ? [] : [run_id]))
        for (const run of runs) told.add(run)
        yield { messages: rows.map(messageToWire), approvals: await approvalsOf(id, runs) }
      }
    },

    /** Throws `NOT_FOUND`. */
    async find(userId: string, id: string): Promise<ConversationWire> {
      const { rows } = await pool.query<ConversationRow>(
        `SELECT ${columns} FROM conversations WHERE id = $1 AND user_id = $2`,
        [id, userId],
      )
      return toWire(rows[0] ?? missing())
    },

    /** Throws `NOT_FOUND`. */
    async rename(userId: string, id: string, title: string): Promise<ConversationWire> {
      const { rows } = await pool.query<ConversationRow>(
        `UPDATE conversations SET title = $3 WHERE id = $1 AND user_id = $2 RETURNING ${columns}`,
        [id, userId, title],
      )
      return toWire(rows[0] ?? missing())
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

const toWire = ({ id, title, created_at, updated_at }: ConversationRow): ConversationWire => ({
  id,
  title: title ?? '',
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
})

const messageToWire = (row: MessageRow): ChatMessageWire => ({
  id: row.id,
  role: row.role === 'user' ? 'user' : 'assistant',
  content: row.content,
  tool_calls: row.tool_calls ?? [],
  run_id: row.run_id,
  run_state: row.run_state,
  created_at: row.timestamp.toISOString(),
})
