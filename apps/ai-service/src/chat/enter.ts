import { HttpError } from '@todo/http'
import type { PoolClient } from 'pg'
import { buryRuns } from './bury.ts'

/** Keeps others out of the conversation until the transaction ends, and ends runs in it whose process has died. */
export async function enter(client: PoolClient, userId: string, id: string): Promise<string> {
  const { rowCount } = await client.query(
    'SELECT FROM conversations WHERE id = $1 AND user_id = $2 FOR UPDATE',
    [id, userId],
  )
  if (rowCount === 0) throw new HttpError('NOT_FOUND', { message: 'Conversation not found' })
  await buryRuns(client, id)
  return id
}
