import type { LoadedConfig } from '@todo/config'
import type { Clock, Ids, Store } from '@todo/core'
import type { Bus } from '@todo/events'
import type { Revocations, TokenVerifier } from '@todo/http'
import type { Log, Metrics } from '@todo/telemetry'
import type { Pool } from 'pg'
import type { Accounts } from './auth/accounts.ts'
import type { Agents } from './auth/agents.ts'
import type { ApiKeys } from './auth/api-keys.ts'
import type { BrowserSessions } from './auth/browser-sessions.ts'
import type { DeviceCodes } from './auth/device-codes.ts'
import type { MailAccounts } from './auth/mail-accounts.ts'
import type { OAuth } from './auth/oauth.ts'
import type { SessionWatch } from './auth/session-watch.ts'
import type { TokenExchange } from './auth/token-exchange.ts'
import type { AnswerRecords } from './idempotency/records.ts'
import type { FileReader } from './import/read-file.ts'
import type { AttemptLimit } from './limits/attempt-limits.ts'
import type { RequestLimits } from './limits/request-limits.ts'
import type { SignInLimits } from './limits/sign-in-limits.ts'
import type { Proposals } from './proposals/proposals.ts'
import type { RealtimeSettings } from './realtime/settings.ts'

/** What the API needs from outside. The caller closes `store` and `pool` once requests have ended. */
export type BackendInput = {
  config: LoadedConfig
  store: Store
  /** For accounts, sessions and stored answers; on the database that `store` uses. */
  pool: Pool
  /** What tells the processes of this installation of each other; where it is not given, this is the only one. */
  bus?: Bus
  realtime?: Partial<RealtimeSettings>
  log?: Log
  /** Where requests and what happens in them are counted. */
  metrics?: Metrics
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
  metrics: Metrics
  accounts: Accounts
  /** Access tokens and API keys alike. */
  tokens: TokenVerifier
  apiKeys: ApiKeys
  agents: Agents
  oauth: OAuth
  /** Of what agents show at `/mcp`, which counts nowhere else. */
  agentTokens: TokenVerifier
  tokenExchange: TokenExchange
  browserSessions: BrowserSessions
  mailAccounts: MailAccounts
  deviceCodes: DeviceCodes
  /** Where people reach the server, without a slash at the end. */
  baseUrl: string
  revocations: Revocations
  bus: Bus
  proposals: Proposals
  answers: AnswerRecords
  /** Reads a file that is imported. */
  readFile: FileReader
  requestLimits: RequestLimits
  signInLimits: SignInLimits
  /** Accounts made from one address; `null` where that is not limited. */
  registerLimit: AttemptLimit | null
  /** Agents that registered from one address; `null` where that is not limited. */
  clientLimit: AttemptLimit | null
  /** Mails to one address that anyone can ask for. */
  mailLimit: AttemptLimit
  /** Wrong codes of devices that one account has typed. */
  codeLimit: AttemptLimit
  sessions: SessionWatch
}
