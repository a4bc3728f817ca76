import type { LoadedConfig } from '@todo/config'
import type { Clock, Ids, Store } from '@todo/core'
import type { TokenVerifier } from '@todo/http'
import type { Pool } from 'pg'
import type { Accounts } from './auth/accounts.ts'
import type { SessionWatch } from './auth/session-watch.ts'
import type { SignInLimits } from './auth/sign-in-limits.ts'
import type { AnswerRecords } from './idempotency/records.ts'
import type { Log } from './log.ts'

/** What the API needs from outside. The caller closes `store` and `pool` once requests have ended. */
export type BackendInput = {
  config: LoadedConfig
  store: Store
  /** For accounts, sessions and stored answers; on the database that `store` uses. */
  pool: Pool
  log?: Log
  clock?: Clock
  ids?: Ids
}

/** What routes work with. */
export type Deps = {
  config: LoadedConfig
  store: Store
  pool: Pool
  clock: Clock
  ids: Ids
  log: Log
  accounts: Accounts
  tokens: TokenVerifier
  answers: AnswerRecords
  signInLimits: SignInLimits
  sessions: SessionWatch
}
