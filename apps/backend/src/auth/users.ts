import type { UserWire } from '@todo/core/schemas'
import type { Pool } from 'pg'
import type { ProfileChange } from './accounts.ts'

type UserRow = {
  id: string
  email: string
  name: string | null
  email_verified: boolean
  time_zone: string | null
  locale: string | null
  created_at: Date
  updated_at: Date
}

const uniqueViolation = '23505'

const columns = 'id, email, name, email_verified, time_zone, locale, created_at, updated_at'

/** An account that is neither gone nor disabled. */
export async function findUser(pool: Pool, id: string): Promise<UserWire | null> {
  const { rows } = await pool.query<UserRow>(
    `SELECT ${columns} FROM users WHERE id = $1 AND disabled_at IS NULL`,
    [id],
  )
  return rows[0] ? userToWire(rows[0]) : null
}

export async function updateUser(pool: Pool, id: string, change: ProfileChange): Promise<UserWire | null> {
  const { name, timezone, locale } = change
  const { rows } = await pool.query<UserRow>(
    `UPDATE users SET
       name = CASE WHEN $2 THEN $3 ELSE name END,
       time_zone = CASE WHEN $4 THEN $5 ELSE time_zone END,
       locale = CASE WHEN $6 THEN $7 ELSE locale END,
       updated_at = now()
     WHERE id = $1 AND disabled_at IS NULL RETURNING ${columns}`,
    [
      id,
      name !== undefined,
      name ?? null,
      timezone !== undefined,
      timezone ?? null,
      locale !== undefined,
      locale ?? null,
    ],
  )
  return rows[0] ? userToWire(rows[0]) : null
}

/** `false` where another account has the address. */
export async function changeEmail(pool: Pool, id: string, email: string): Promise<boolean> {
  try {
    await pool.query(
      `UPDATE users SET email = lower($2), email_verified = email_verified AND lower(email) = lower($2),
         updated_at = now()
       WHERE id = $1`,
      [id, email],
    )
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === uniqueViolation) return false
    throw error
  }
}

export async function markVerified(pool: Pool, id: string): Promise<void> {
  await pool.query('UPDATE users SET email_verified = true, updated_at = now() WHERE id = $1', [id])
}

function userToWire(row: UserRow): UserWire {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    email_verified: row.email_verified,
    timezone: row.time_zone,
    locale: row.locale,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}
