import { randomUUID } from 'node:crypto'
import { HttpError } from '@todo/http'
import type { PoolClient } from 'pg'
import type { Frame } from './frame.ts'
import { titleOf } from './title.ts'

/** A run without a sign of life for so long has lost its process. */
export const deadAfterSeconds = 30

export async function addConversation(client: PoolClient, userId: string, message: string): Promise<string> {
  const id = randomUUID()
  await client.query('INSERT INTO conversations (id, user_id, title) VALUES ($1, $2, $3)', [
    id,
    userId,
    titleOf(message),
  ])
  return id
}

/** Keeps others out of the conversation until the transaction ends, and ends runs in it whose process has died. */
export async function enter(client: PoolClient, userId: string, id: string): Promise<string> {
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

export async function addMessage(
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

export async function addFrames(
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
