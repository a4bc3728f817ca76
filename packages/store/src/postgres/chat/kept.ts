import type {
  ChatApprovalWire,
  ChatMessageWire,
  ChatToolCall,
  ConversationMessagesAnswer,
  ConversationWire,
} from '@todo/core/schemas'
import type { Pool } from 'pg'

export type ConversationRow = {
  id: string
  title: string | null
  created_at: Date
  updated_at: Date
  at: string
}
export type MessageRow = {
  id: string
  seq: string
  role: string
  content: string
  tool_calls: ChatToolCall[] | null
  run_id: string | null
  run_state: ChatMessageWire['run_state']
  timestamp: Date
}
type Part = Pick<ConversationMessagesAnswer, 'messages' | 'approvals'>

export const conversationColumns = `id, title, created_at, updated_at, (extract(epoch FROM updated_at) * 1000000)::bigint::text AS at`

const messagesAtOnce = 100
export const selectMessages = `SELECT m.id, m.seq::text, role, content, tool_calls, run_id, "timestamp",
    CASE WHEN role <> 'user' THEN r.state END AS run_state
  FROM messages m LEFT JOIN chat_runs r ON r.id = m.run_id WHERE m.conversation_id = $1`

/** What the chat keeps, as it is told to whom it belongs. Whoever reads it has purged tasks taken out before. */
export function createKeptChat(pool: Pool) {
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
    approvalsOf,

    /** All conversations of a person, the oldest first. */
    async conversations(userId: string): Promise<ConversationWire[]> {
      const { rows } = await pool.query<ConversationRow>(
        `SELECT ${conversationColumns} FROM conversations WHERE user_id = $1 ORDER BY created_at, id`,
        [userId],
      )
      return rows.map(conversationToWire)
    },

    /** All that was said, a part at a time, with the approvals of the runs whose first words are in that part. */
    async *parts(id: string): AsyncIterable<Part> {
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
  }
}

export const conversationToWire = ({
  id,
  title,
  created_at,
  updated_at,
}: ConversationRow): ConversationWire => ({
  id,
  title: title ?? '',
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
})

export const messageToWire = (row: MessageRow): ChatMessageWire => ({
  id: row.id,
  role: row.role === 'user' ? 'user' : 'assistant',
  content: row.content,
  tool_calls: row.tool_calls ?? [],
  run_id: row.run_id,
  run_state: row.run_state,
  created_at: row.timestamp.toISOString(),
})
