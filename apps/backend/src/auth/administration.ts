import type { Ids } from '@todo/core'
import { RegisterBody } from '@todo/core/schemas'
import { issuesOf } from '@todo/http'
import type { Pool } from 'pg'
import { hashPassword, setPassword } from './passwords.ts'

export type AdministeredUser = {
  id: string
  email: string
  name: string | null
  createdAt: string
  disabledAt: string | null
  tasks: number
}

/** A refusal in words for the administrator. */
export class AdministrationError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'AdministrationError'
  }
}

/** What an administrator does with accounts, past their owners. Servers that run notice within seconds. */
export type Administration = {
  list(): Promise<AdministeredUser[]>
  /** Throws `AdministrationError` for an address that has an account or is none, and for a password that cannot be. */
  create(input: { email: string; password: string; name?: string }): Promise<string>
  /** Ends all sessions of the account. Throws `AdministrationError`, as the others do for an unknown address. */
  resetPassword(email: string, password: string): Promise<void>
  /** Ends all sessions; API keys count no more until it is enabled again. */
  disable(email: string): Promise<void>
  enable(email: string): Promise<void>
}

type Row = {
  id: string
  email: string
  name: string | null
  created_at: Date
  disabled_at: Date | null
  tasks: number
}

export function createAdministration({ pool, ids }: { pool: Pool; ids: Ids }): Administration {
  return {
    async list() {
      const { rows } = await pool.query<Row>(
        `SELECT users.id, email, name, users.created_at, disabled_at,
           coalesce(pending + in_progress + done, 0)::int AS tasks
         FROM users LEFT JOIN space_counters ON space_id = users.id ORDER BY users.created_at, users.id`,
      )
      return rows.map(({ created_at, disabled_at, ...rest }) => ({
        ...rest,
        createdAt: created_at.toISOString(),
        disabledAt: disabled_at?.toISOString() ?? null,
      }))
    },
    async create({ email, password, name }) {
      refuseInvalid({ email, password, ...(name !== undefined && { name }) })
      const { rows } = await pool.query<{ id: string }>(
        `WITH made AS (INSERT INTO users (id, email, name) VALUES ($1, lower($2), $3)
           ON CONFLICT DO NOTHING RETURNING id)
         INSERT INTO accounts (user_id, account_id, provider_id, password)
         SELECT id, id, 'credential', $4 FROM made RETURNING user_id AS id`,
        [ids.uuid(), email, name ?? '', await hashPassword(password)],
      )
      if (!rows[0]) throw new AdministrationError(`${email} has an account`)
      return rows[0].id
    },
    async resetPassword(email, password) {
      refuseInvalid({ email, password })
      const id = await idOf(pool, email)
      await setPassword(pool, id, password)
      await endSessions(pool, id)
    },
    async disable(email) {
      const id = await idOf(pool, email)
      await pool.query('UPDATE users SET disabled_at = coalesce(disabled_at, now()) WHERE id = $1', [id])
      await endSessions(pool, id)
    },
    async enable(email) {
      await pool.query('UPDATE users SET disabled_at = NULL WHERE id = $1', [await idOf(pool, email)])
    },
  }
}

async function idOf(pool: Pool, email: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM users WHERE lower(email) = lower($1)', [
    email,
  ])
  if (!rows[0]) throw new AdministrationError(`Nobody has the address ${email}`)
  return rows[0].id
}

async function endSessions(pool: Pool, userId: string): Promise<void> {
  await pool.query('DELETE FROM sessions WHERE user_id = $1', [userId])
}

function refuseInvalid(input: { email: string; password: string; name?: string }): void {
  const parsed = RegisterBody.safeParse(input)
  if (parsed.success) return
  const problems = issuesOf(parsed.error.issues).map(({ path, message }) => `${path}: ${message}`)
  throw new AdministrationError(problems.join('; '))
}
