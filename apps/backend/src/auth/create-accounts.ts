import type { Clock } from '@todo/core'
import { userScopes } from '@todo/core'
import { HttpError, type Revocations } from '@todo/http'
import type { Pool } from 'pg'
import { issueAccessToken } from './access-token.ts'
import type { Accounts, LoginInput, RegisterInput, SignedIn } from './accounts.ts'
import type { BetterAuth } from './better-auth.ts'
import { accessSeconds } from './browser-sessions.ts'
import type { LoadBetterAuth } from './load-better-auth.ts'
import { setPassword } from './passwords.ts'
import { publicKeys } from './public-keys.ts'
import {
  beginSession,
  dropSession,
  endSessions,
  listSessions,
  openSession,
  renewSession,
  type Session,
} from './sessions.ts'
import { changeEmail, findUser, updateUser } from './users.ts'

export type AccountsInput = {
  pool: Pool
  clock: Clock
  revocations: Revocations
  betterAuth: LoadBetterAuth
  accessMinutes: number
  refreshMinutes: number
}

/** Accounts by Better Auth; sessions as our own rules say, on the same tables. */
export function createAccounts(input: AccountsInput): Accounts {
  const { pool, clock, revocations, betterAuth } = input
  const accessMs = input.accessMinutes * 60_000
  const times = () => ({ now: clock.now(), lifeMs: input.refreshMinutes * 60_000 })

  const accessToken = async (session: Session, lifeMs = accessMs): Promise<string> =>
    issueAccessToken(
      { auth: await betterAuth(), pool, now: clock.now(), lifeMs },
      { ...session, actor: 'user', scopes: userScopes },
    )

  const renew = async (refreshToken: string): Promise<Session> => {
    const session = await renewSession(pool, refreshToken, times())
    if (!session) throw new HttpError('INVALID_REFRESH_TOKEN')
    return session
  }

  const signedIn = async (token: string, client: string): Promise<SignedIn> => {
    const session = await openSession(pool, token, client, times())
    const user = session && (await findUser(pool, session.userId))
    if (!user) {
      // Better Auth, which made it, does not know of accounts that are disabled.
      await dropSession(pool, token)
      throw new HttpError('INVALID_CREDENTIALS')
    }
    return { user, refreshToken: token, accessToken: await accessToken(session) }
  }

  const end = async (userId: string, which: Parameters<typeof endSessions>[2]): Promise<number> => {
    const ended = await endSessions(pool, userId, which)
    for (const id of ended) revocations.add(id, clock.now() + accessMs)
    return ended.length
  }

  return {
    async register(account) {
      return signedIn(await signUp(await betterAuth(), pool, account), account.client)
    },
    async login(credentials) {
      return signedIn(await signIn(await betterAuth(), credentials), credentials.client)
    },
    refresh: async (refreshToken) => accessToken(await renew(refreshToken)),
    browserToken: async (refreshToken) => accessToken(await renew(refreshToken), accessSeconds * 1000),
    async revoke(userId, sessionId) {
      return (await end(userId, { only: sessionId })) > 0
    },
    user: (userId) => findUser(pool, userId),
    update: (userId, change) => updateUser(pool, userId, change),
    sessions: (userId) => listSessions(pool, userId, clock.now()),
    async changePassword(userId, sessionId, current, next) {
      await checkPassword(await betterAuth(), userId, current)
      await setPassword(pool, userId, next)
      await end(userId, { allBut: sessionId })
    },
    async setPassword(userId, password) {
      await setPassword(pool, userId, password)
      await end(userId, { allBut: null })
    },
    async changeEmail(userId, password, email) {
      await checkPassword(await betterAuth(), userId, password)
      if (!(await changeEmail(pool, userId, email))) throw emailExists()
    },
    async startSession(userId, client) {
      const user = await findUser(pool, userId)
      if (!user) return null
      const { session, token } = await beginSession(pool, userId, client, times())
      return { user, refreshToken: token, accessToken: await accessToken(session) }
    },
    async remove(userId, password) {
      await checkPassword(await betterAuth(), userId, password)
      await end(userId, { allBut: null })
      for (const table of ['api_keys', 'oauth_consents']) {
        const { rows } = await pool.query<{ id: string }>(
          `DELETE FROM ${table} WHERE user_id = $1 RETURNING id`,
          [userId],
        )
        for (const { id } of rows) revocations.add(id, clock.now() + accessMs)
      }
      await pool.query('DELETE FROM users WHERE id = $1', [userId])
    },
    publicKeys: () => publicKeys(pool, clock.now()),
  }
}

async function signUp(auth: BetterAuth, pool: Pool, input: RegisterInput): Promise<string> {
  const { email, password, name, timezone, locale } = input
  try {
    const { token } = await auth.api.signUpEmail({
      body: { email, password, name, ...(timezone && { timeZone: timezone }), ...(locale && { locale }) },
    })
    if (token) return token
  } catch (error) {
    // Of two registrations at once the slower only hears that it failed, hence the look.
    if (isRefusal(error) && (await isTaken(pool, email))) {
      throw emailExists()
    }
    throw error
  }
  throw new Error('Better Auth made an account without a session')
}

const emailExists = (): HttpError =>
  new HttpError('EMAIL_EXISTS', {
    issues: [{ path: 'email', message: 'This e-mail address has an account' }],
  })

async function isTaken(pool: Pool, email: string): Promise<boolean> {
  const { rows } = await pool.query('SELECT FROM users WHERE lower(email) = lower($1)', [email])
  return rows.length > 0
}

async function signIn(auth: BetterAuth, { email, password }: LoginInput): Promise<string> {
  try {
    const { token } = await auth.api.signInEmail({ body: { email, password } })
    return token
  } catch (error) {
    if (isRefusal(error)) throw new HttpError('INVALID_CREDENTIALS')
    throw error
  }
}

async function checkPassword(auth: BetterAuth, userId: string, password: string): Promise<void> {
  const context = await auth.$context
  const accounts = await context.internalAdapter.findAccounts(userId)
  const hash = accounts.find(({ providerId }) => providerId === 'credential')?.password
  if (!hash || !(await context.password.verify({ hash, password }))) {
    throw new HttpError('INVALID_CREDENTIALS')
  }
}

/** A refusal by Better Auth (its `APIError`, told by name so that the library need not be loaded to ask). */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'APIError' || !('statusCode' in error)) return false
  return typeof error.statusCode === 'number' && error.statusCode < 500
}
