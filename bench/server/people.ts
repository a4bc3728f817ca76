import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { Pool } from 'undici'

/** Someone with an account and a good access token. */
export type Person = { id: string; token: string }

type Row = { user_id: string; token: string }

/** Makes accounts by SQL: how people sign up and in is not what is measured. */
export async function makeUsers(database: pg.Client, count: number): Promise<void> {
  await database.query(
    `INSERT INTO users (id, email)
     SELECT id, id || '@example.org' FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, $1)) AS made`,
    [count],
  )
}

/** Signs people in who have no session yet; their access tokens are the product's own, got by refreshing. */
export async function signIn(database: pg.Client, origin: string, count: number): Promise<Person[]> {
  const { rows } = await database.query<Row>(
    `INSERT INTO sessions (user_id, token, client, expires_at, absolute_expires_at)
     SELECT id, $2 || id, 'bench', now() + interval '1 day', now() + interval '1 day'
     FROM users WHERE NOT EXISTS (SELECT FROM sessions WHERE user_id = users.id) LIMIT $1
     RETURNING user_id, token`,
    [count, randomBytes(16).toString('hex')],
  )
  const pool = new Pool(origin, { connections: 8 })
  const people = await Promise.all(
    rows.map(async ({ user_id: id, token }) => ({ id, token: await refresh(pool, token) })),
  )
  await pool.close()
  return people
}

async function refresh(pool: Pool, token: string): Promise<string> {
  const { body } = await pool.request({
    method: 'POST',
    path: '/api/auth/refresh',
    headers: { authorization: `Bearer ${token}` },
  })
  const answer: unknown = await body.json()
  if (typeof answer === 'object' && answer !== null && 'accessToken' in answer)
    return String(answer.accessToken)
  throw new Error(`No access token was given: ${JSON.stringify(answer)}`)
}
