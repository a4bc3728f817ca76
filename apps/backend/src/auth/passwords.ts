import type { Pool } from 'pg'

/** Loaded on first use, as everything of Better Auth. */
export const hashPassword = async (password: string): Promise<string> =>
  (await import('better-auth/crypto')).hashPassword(password)

/** Gives an account another password, or its first. */
export async function setPassword(pool: Pool, userId: string, password: string): Promise<void> {
  const hash = await hashPassword(password)
  const updated = await pool.query(
    `UPDATE accounts SET password = $2, updated_at = now() WHERE user_id = $1 AND provider_id = 'credential'`,
    [userId, hash],
  )
  if (updated.rowCount !== 0) return
  await pool.query(
    `INSERT INTO accounts (user_id, account_id, provider_id, password) VALUES ($1::uuid, $1::uuid::text, 'credential', $2)`,
    [userId, hash],
  )
}
