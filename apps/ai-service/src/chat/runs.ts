import { randomUUID } from 'node:crypto'
import type { AgentInputItem, TurnEnded } from '@todo/assistant/agent'
import type { approvalStates } from '@todo/core/schemas'
import { HttpError } from '@todo/http'
import type { Pool, PoolClient } from 'pg'
import type { Frame } from './frame.ts'
import { titleOf } from './title.ts'

/** A run without a sign of life for so long has lost its process. */
export const deadAfterSeconds = 30

export type Begun = { conversationId: string; runId: string }
export type RunState = 'running' | Ended['state']

/** How a run, or its part up to an approval, ended. */
export type Ended = TurnEnded

/** A run that goes on after answers: what the SDK kept, and what was answered to which call. */
export type Resumed = Begun & {
  sdkState: string
  lastFrame: number
  /** What became of the calls that waited, by their id. */
  asked: ReadonlyMap<string, Asked>
}
type Asked = { id: string; state: (typeof approvalStates)[number] }

/** Runs of the assistant in the database: one at a time in a conversation, whichever process works on it. */
export function createRuns(pool: Pool) {
  return {
    /** Begins an answer to a message, in a new conversation where none is named. Throws `NOT_FOUND`, `CHAT_BUSY`. */
    begin: (userId: string, message: string, conversationId?: string): Promise<Begun> =>
      within(pool, async (client) => {
        const conversation =
          conversationId === undefined
            ? await addConversation(client, userId, message)
            : await enter(client, userId, conversationId)
        const runId = randomUUID()
        const made = await client.query(
          `INSERT INTO chat_runs (id, conversation_id, user_id, state) VALUES ($1, $2, $3, 'running')
           ON CONFLICT DO NOTHING`,
          [runId, conversation, userId],
        )
        if (made.rowCount === 0) throw new HttpError('CHAT_BUSY')
        await addMessage(client, conversation, message, runId)
        return { conversationId: conversation, runId }
      }),

    /** The items of the turns so far, the oldest first. */
    async history(conversationId: string): Promise<readonly (readonly AgentInputItem[])[]> {
      const { rows } = await pool.query<{ items: AgentInputItem[] }>(
        `SELECT items FROM messages WHERE conversation_id = $1 AND items IS NOT NULL
         ORDER BY seq DESC LIMIT ${turnsMax}`,
        [conversationId],
      )
      return rows.reverse().map(({ items }) => items)
    },

    /** What waits for the person in a conversation, of the latest run that does. */
    async waitingIn(userId: string, conversationId: string): Promise<readonly string[]> {
      const { rows } = await pool.query<{ id: string; run_id: string }>(
        `SELECT a.id, a.run_id FROM chat_approvals a JOIN chat_runs r ON r.id = a.run_id
         WHERE r.conversation_id = $1 AND r.user_id = $2 AND r.state = 'waiting' AND a.state = 'pending'
         ORDER BY r.created_at DESC`,
        [conversationId, userId],
      )
      return rows.filter(({ run_id }) => run_id === rows[0]?.run_id).map(({ id }) => id)
    },

    /**
     * Keeps the answer to approvals of one run, and takes the run on. `said` is the message that was the answer.
     * Throws `NOT_FOUND`, `APPROVAL_DECIDED` and `CHAT_BUSY`.
     */
    decide: (userId: string, ids: readonly string[], approved: boolean, said?: string): Promise<Resumed> =>
      within(pool, async (client) => {
        const found = await client.query<{ run_id: string; conversation_id: string }>(
          `SELECT a.run_id, r.conversation_id FROM chat_approvals a JOIN chat_runs r ON r.id = a.run_id
           WHERE a.id = ANY($1::uuid[]) AND r.user_id = $2 LIMIT 1`,
          [ids, userId],
        )
        const run = found.rows[0]
        if (!run) throw new HttpError('NOT_FOUND', { message: 'Approval not found' })
        await enter(client, userId, run.conversation_id)
        const decided = await client.query(
          `UPDATE chat_approvals SET state = $2, decided_at = now()
           WHERE id = ANY($1::uuid[]) AND run_id = $3 AND state = 'pending'`,
          [ids, approved ? 'approved' : 'refused', run.run_id],
        )
        if (decided.rowCount === 0) throw new HttpError('APPROVAL_DECIDED')
        return takeOn(client, { runId: run.run_id, conversationId: run.conversation_id }, said)
      }),

    /** Says that the run is alive; whether somebody wants it to stop, or has deleted its conversation. */
    async beat(runId: string, frames: readonly Frame[]): Promise<boolean> {
      const { rows } = await pool.query<{ stop_requested: boolean }>(
        'UPDATE chat_runs SET heartbeat_at = now() WHERE id = $1 RETURNING stop_requested',
        [runId],
      )
      if (!rows[0]) return true
      await addFrames(pool, runId, frames)
      return rows[0].stop_requested
    },

    /** Keeps what a run came to. Nothing is kept where the conversation was deleted meanwhile. */
    end: (begun: Begun, ended: Ended, frames: () => readonly Frame[]): Promise<void> =>
      within(pool, async (client) => {
        const kept = await client.query(
          `UPDATE chat_runs SET state = $2, sdk_state = $3, input_tokens = $4, output_tokens = $5, heartbeat_at = now()
           WHERE id = $1 AND state = 'running'`,
          [begun.runId, ended.state, ended.sdkState, ended.tokens.input, ended.tokens.output],
        )
        if (kept.rowCount === 0) return
        for (const { id, callId, tool, arguments: args, summary } of ended.approvals) {
          await client.query(
            `INSERT INTO chat_approvals (id, run_id, call_id, tool, arguments, summary) VALUES ($1, $2, $3, $4, $5, $6)`,
            [id, begun.runId, callId, tool, JSON.stringify(args), summary],
          )
        }
        // The turn stands where it ended: what it was up to an approval is part of the whole.
        await client.query('UPDATE messages SET items = NULL WHERE run_id = $1', [begun.runId])
        await client.query(
          `INSERT INTO messages (conversation_id, role, content, tool_calls, items, run_id)
           VALUES ($1, 'assistant', $2, $3, $4, $5)`,
          [
            begun.conversationId,
            ended.content,
            JSON.stringify(ended.toolCalls),
            JSON.stringify(ended.items),
            begun.runId,
          ],
        )
        await client.query('UPDATE conversations SET updated_at = now() WHERE id = $1', [
          begun.conversationId,
        ])
        await addFrames(client, begun.runId, frames())
      }),

    /** A run of this person's, and whether its process still lives. Throws `NOT_FOUND`. */
    async find(userId: string, runId: string): Promise<{ state: RunState; isDead: boolean } & Begun> {
      const { rows } = await pool.query<{ state: RunState; is_dead: boolean; conversation_id: string }>(
        `SELECT state, conversation_id, heartbeat_at < now() - interval '${deadAfterSeconds} seconds' AS is_dead
         FROM chat_runs WHERE id = $1 AND user_id = $2`,
        [runId, userId],
      )
      const row = rows[0]
      if (!row) throw new HttpError('NOT_FOUND', { message: 'Run not found' })
      return { state: row.state, isDead: row.is_dead, runId, conversationId: row.conversation_id }
    },

    async frames(runId: string, after: number): Promise<readonly Frame[]> {
      const { rows } = await pool.query<Frame>(
        'SELECT number, event, data FROM chat_frames WHERE run_id = $1 AND number > $2 ORDER BY number',
        [runId, after],
      )
      return rows
    },

    async requestStop(runId: string): Promise<void> {
      await pool.query(`UPDATE chat_runs SET stop_requested = true WHERE id = $1 AND state = 'running'`, [
        runId,
      ])
    },

    /** Tokens that the account has spent in the last day. */
    async tokensOfDay(userId: string): Promise<number> {
      const { rows } = await pool.query<{ tokens: string | null }>(
        `SELECT sum(input_tokens + output_tokens)::text AS tokens FROM chat_runs
         WHERE user_id = $1 AND created_at > now() - interval '1 day'`,
        [userId],
      )
      return Number(rows[0]?.tokens ?? 0)
    },
  }
}

const turnsMax = 100

async function within<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    const isBroken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    )
    client.release(isBroken)
    throw error
  }
}

async function addConversation(client: PoolClient, userId: string, message: string): Promise<string> {
  const id = randomUUID()
  await client.query('INSERT INTO conversations (id, user_id, title) VALUES ($1, $2, $3)', [
    id,
    userId,
    titleOf(message),
  ])
  return id
}

/** Keeps others out of the conversation until the transaction ends, and ends runs in it whose process has died. */
async function enter(client: PoolClient, userId: string, id: string): Promise<string> {
  const { rowCount } = await client.query(
    'SELECT FROM conversations WHERE id = $1 AND user_id = $2 FOR UPDATE',
    [id, userId],
  )
  if (rowCount === 0) throw new HttpError('NOT_FOUND', { message: 'Conversation not found' })
  await client.query(
    `UPDATE chat_runs SET state = 'failed' WHERE conversation_id = $1 AND state = 'running'
       AND heartbeat_at < now() - interval '${deadAfterSeconds} seconds'`,
    [id],
  )
  return id
}

async function addMessage(
  client: PoolClient,
  conversation: string,
  text: string,
  run: string,
): Promise<void> {
  await client.query(
    `INSERT INTO messages (conversation_id, role, content, run_id) VALUES ($1, 'user', $2, $3)`,
    [conversation, text, run],
  )
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

async function addFrames(
  database: Pick<PoolClient, 'query'>,
  runId: string,
  frames: readonly Frame[],
): Promise<void> {
  if (frames.length === 0) return
  await database.query(
    `INSERT INTO chat_frames (run_id, number, event, data)
     SELECT $1, * FROM unnest($2::int[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING`,
    [
      runId,
      frames.map(({ number }) => number),
      frames.map(({ event }) => event),
      frames.map(({ data }) => data),
    ],
  )
}
