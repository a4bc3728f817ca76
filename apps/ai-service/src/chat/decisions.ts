import type { approvalStates } from '@todo/core/schemas'
import { HttpError } from '@todo/http'
import { within } from '@todo/store/postgres/chat'
import type { Pool, PoolClient } from 'pg'
import { enter } from './enter.ts'
import { takeBack } from './replace.ts'
import { addMessage } from './rows.ts'
import type { Begun } from './runs.ts'

/** A run that goes on after answers: what the SDK kept, and what was answered to which call. */
export type Resumed = Begun & {
  sdkState: string
  lastFrame: number
  /** What became of the calls that waited, by their id. */
  asked: ReadonlyMap<string, Asked>
}
/** A message that answers an approval, perhaps in place of another. */
type Reply = { message: string; replaces?: string | undefined }
type Asked = { id: string; state: (typeof approvalStates)[number] }

/** What waits for the person, and their answers, whichever process asked. */
export function createDecisions(pool: Pool) {
  return {
    /** What waits for the person in a conversation, of the latest run that does and that began before a message. */
    async waitingIn(userId: string, conversationId: string, before?: string): Promise<readonly string[]> {
      const { rows } = await pool.query<{ id: string; run_id: string }>(
        `SELECT a.id, a.run_id FROM chat_approvals a JOIN chat_runs r ON r.id = a.run_id
         WHERE r.conversation_id = $1 AND r.user_id = $2 AND r.state = 'waiting' AND a.state = 'pending'
           AND NOT EXISTS (SELECT FROM messages m WHERE m.conversation_id = $1 AND m.run_id = r.id
             AND m.seq >= (SELECT seq FROM messages WHERE id = $3::uuid))
         ORDER BY r.created_at DESC`,
        [conversationId, userId, before ?? null],
      )
      return rows.filter(({ run_id }) => run_id === rows[0]?.run_id).map(({ id }) => id)
    },

    /**
     * Keeps the answer to approvals of one run, and takes the run on. `said` is the message that was the answer, perhaps in
     * place of another. Throws `NOT_FOUND`, `APPROVAL_DECIDED` and `CHAT_BUSY`.
     */
    decide: (userId: string, ids: readonly string[], approved: boolean, said?: Reply): Promise<Resumed> =>
      within(pool, async (client) => {
        const found = await client.query<{ run_id: string; conversation_id: string }>(
          `SELECT a.run_id, r.conversation_id FROM chat_approvals a JOIN chat_runs r ON r.id = a.run_id
           WHERE a.id = ANY($1::uuid[]) AND r.user_id = $2 LIMIT 1`,
          [ids, userId],
        )
        const run = found.rows[0]
        if (!run) throw new HttpError('NOT_FOUND', { message: 'Approval not found' })
        await enter(client, userId, run.conversation_id)
        if (said?.replaces !== undefined) {
          const { message, replaces: messageId } = said
          await takeBack(client, { conversationId: run.conversation_id, messageId, message })
        }
        const decided = await client.query(
          `UPDATE chat_approvals SET state = $2, decided_at = now()
           WHERE id = ANY($1::uuid[]) AND run_id = $3 AND state = 'pending'`,
          [ids, approved ? 'approved' : 'refused', run.run_id],
        )
        if (decided.rowCount === 0) throw new HttpError('APPROVAL_DECIDED')
        return takeOn(client, { runId: run.run_id, conversationId: run.conversation_id }, said?.message)
      }),
  }
}

async function takeOn(client: PoolClient, begun: Begun, said?: string): Promise<Resumed> {
  const { runId, conversationId } = begun
  const busy = await client.query(`SELECT FROM chat_runs WHERE conversation_id = $1 AND state = 'running'`, [
    conversationId,
  ])
  if (busy.rowCount !== 0) throw new HttpError('CHAT_BUSY')
  const { rows } = await client.query<{ sdk_state: string | null }>(
    `UPDATE chat_runs SET state = 'running', stop_requested = false, heartbeat_at = now()
     WHERE id = $1 AND state = 'waiting' RETURNING sdk_state`,
    [runId],
  )
  const sdkState = rows[0]?.sdk_state
  if (!sdkState) throw new HttpError('APPROVAL_DECIDED')
  if (said !== undefined) await addMessage(client, conversationId, said, runId)
  const asked = await client.query<Asked & { call_id: string }>(
    'SELECT id, call_id, state FROM chat_approvals WHERE run_id = $1',
    [runId],
  )
  const frames = await client.query<{ last: number }>(
    'SELECT coalesce(max(number), 0) AS last FROM chat_frames WHERE run_id = $1',
    [runId],
  )
  const byCall = new Map(asked.rows.map(({ call_id, id, state }) => [call_id, { id, state }]))
  return { ...begun, sdkState, asked: byCall, lastFrame: frames.rows[0]?.last ?? 0 }
}
