import { randomUUID } from 'node:crypto'
import type { Frame } from '@todo/store/postgres/chat'
import { titleOf } from '@todo/store/postgres/chat'
import type { PoolClient } from 'pg'

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
