import { HttpError } from '@todo/http'
import { titleOf } from '@todo/store/postgres/chat'
import type { PoolClient } from 'pg'

/** A message of the person's that is to be replaced, and by what. */
export type Replacing = { conversationId: string; messageId: string; message: string }

/**
 * Takes a message out of its conversation, and all that was said after it, with the runs and approvals of that. What was
 * done to tasks stands. The conversation is entered. Throws `NOT_FOUND`, `CHAT_BUSY`.
 */
export async function takeBack(client: PoolClient, replacing: Replacing): Promise<void> {
  const { conversationId, messageId, message } = replacing
  const found = await client.query<{ seq: string; content: string }>(
    `SELECT seq::text, content FROM messages WHERE id = $1 AND conversation_id = $2 AND role = 'user'`,
    [messageId, conversationId],
  )
  const first = found.rows[0]
  if (!first) throw new HttpError('NOT_FOUND', { message: 'This conversation has no such message of yours' })
  const running = await client.query(
    `SELECT FROM chat_runs WHERE conversation_id = $1 AND state = 'running'`,
    [conversationId],
  )
  if (running.rowCount !== 0) throw new HttpError('CHAT_BUSY')
  const from = [conversationId, first.seq]
  await client.query(
    `DELETE FROM chat_runs r WHERE conversation_id = $1 AND ${isSpokenOf('>=')} AND NOT ${isSpokenOf('<')}`,
    from,
  )
  // A run that began before stays with what it had come to by then. It cannot go on: what it would go on from is gone.
  await client.query(
    `DELETE FROM chat_approvals USING chat_runs r WHERE run_id = r.id AND chat_approvals.state = 'pending'
       AND conversation_id = $1 AND ${isSpokenOf('>=')}`,
    from,
  )
  await client.query(
    `UPDATE chat_runs r SET state = 'stopped', sdk_state = NULL
     WHERE conversation_id = $1 AND state = 'waiting' AND ${isSpokenOf('>=')}`,
    from,
  )
  await client.query('DELETE FROM messages WHERE conversation_id = $1 AND seq >= $2::bigint', from)
  await client.query(
    `UPDATE conversations SET title = $2 WHERE id = $1 AND title = $3
       AND NOT EXISTS (SELECT FROM messages WHERE conversation_id = $1)`,
    [conversationId, titleOf(message), titleOf(first.content)],
  )
}

/** Whether there are messages of the run `r` on this side of the one that is replaced. */
const isSpokenOf = (side: '<' | '>='): string =>
  `EXISTS (SELECT FROM messages m WHERE m.conversation_id = $1 AND m.run_id = r.id AND m.seq ${side} $2::bigint)`
