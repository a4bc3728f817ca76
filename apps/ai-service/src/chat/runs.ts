import { randomUUID } from 'node:crypto'
import type { AgentInputItem, TurnEnded } from '@todo/assistant/agent'
import type { runStates } from '@todo/core/schemas'
import { HttpError } from '@todo/http'
import type { Frame } from '@todo/store/postgres/chat'
import { within } from '@todo/store/postgres/chat'
import type { Pool } from 'pg'
import { enter } from './enter.ts'
import { takeBack } from './replace.ts'
import { addConversation, addFrames, addMessage, deadAfterSeconds } from './rows.ts'
import { addUsage } from './usage.ts'

export type Begun = { conversationId: string; runId: string }
export type RunState = (typeof runStates)[number]

/** Where a message goes: into a new conversation where none is named; in place of another where that is. */
export type Place = { conversationId?: string | undefined; replaces?: string | undefined }

/** How a run, or its part up to an approval, ended. */
export type Ended = TurnEnded

/** Runs of the assistant in the database: one at a time in a conversation, whichever process works on it. */
export function createRuns(pool: Pool) {
  return {
    /** Begins an answer to a message, in a new conversation where none is named. Throws `NOT_FOUND`, `CHAT_BUSY`. */
    begin: (userId: string, message: string, { conversationId, replaces }: Place): Promise<Begun> =>
      within(pool, async (client) => {
        const conversation =
          conversationId === undefined
            ? await addConversation(client, userId, message)
            : await enter(client, userId, conversationId)
        if (replaces !== undefined) {
          await takeBack(client, { conversationId: conversation, messageId: replaces, message })
        }
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

    /** The items of the turns so far, the oldest first. What a run was up to an approval is part of its whole. */
    async history(conversationId: string): Promise<readonly (readonly AgentInputItem[])[]> {
      const { rows } = await pool.query<{ items: AgentInputItem[] }>(
        `SELECT items FROM messages m WHERE conversation_id = $1 AND items IS NOT NULL AND NOT EXISTS (
           SELECT FROM messages later WHERE later.conversation_id = $1 AND later.run_id = m.run_id
             AND later.items IS NOT NULL AND later.seq > m.seq)
         ORDER BY seq DESC LIMIT ${turnsMax}`,
        [conversationId],
      )
      return rows.reverse().map(({ items }) => items)
    },

    /** Says that the run is alive; whether somebody wants it to stop, has deleted its conversation, or took it for dead. */
    async beat(runId: string, frames: readonly Frame[]): Promise<boolean> {
      const { rows } = await pool.query<{ stop_requested: boolean }>(
        `UPDATE chat_runs SET heartbeat_at = now() WHERE id = $1 AND state = 'running' RETURNING stop_requested`,
        [runId],
      )
      if (!rows[0]) return true
      await addFrames(pool, runId, frames)
      return rows[0].stop_requested
    },

    /** Keeps what a run came to. Nothing is kept where the conversation was deleted meanwhile. */
    end: (begun: Begun, ended: Ended, frames: () => readonly Frame[]): Promise<void> =>
      within(pool, async (client) => {
        const { input, output } = ended.tokens
        await addUsage(client, begun.runId, input + output)
        const kept = await client.query(
          `UPDATE chat_runs SET state = $2, sdk_state = $3, input_tokens = $4, output_tokens = $5, heartbeat_at = now()
           WHERE id = $1 AND state = 'running'`,
          [begun.runId, ended.state, ended.sdkState, input, output],
        )
        if (kept.rowCount === 0) return
        for (const { id, callId, tool, arguments: args, summary } of ended.approvals) {
          await client.query(
            `INSERT INTO chat_approvals (id, run_id, call_id, tool, arguments, summary) VALUES ($1, $2, $3, $4, $5, $6)`,
            [id, begun.runId, callId, tool, JSON.stringify(args), summary],
          )
        }
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

    /** Ends what died in a conversation. Throws `NOT_FOUND`. */
    bury: (userId: string, conversationId: string): Promise<string> =>
      within(pool, (client) => enter(client, userId, conversationId)),

    /** Conversations in which a run has died. */
    async dead(): Promise<readonly { userId: string; conversationId: string }[]> {
      const { rows } = await pool.query<{ user_id: string; conversation_id: string }>(
        `SELECT user_id, conversation_id FROM chat_runs WHERE state = 'running'
           AND heartbeat_at < now() - interval '${deadAfterSeconds} seconds'`,
      )
      return rows.map(({ user_id, conversation_id }) => ({
        userId: user_id,
        conversationId: conversation_id,
      }))
    },

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

    /** Forgets the frames of runs that have ended, once nobody was heard of for so many hours. */
    async sweepFrames(hours: number): Promise<void> {
      await pool.query(
        `DELETE FROM chat_frames USING chat_runs r WHERE run_id = r.id AND r.state NOT IN ('running', 'waiting')
           AND r.heartbeat_at < now() - $1::int * interval '1 hour'`,
        [hours],
      )
    },
  }
}

const turnsMax = 100
