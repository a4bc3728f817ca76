import { systemClock, systemIds } from '@todo/core/system'
import { announceCommits, createInProcessBus } from '@todo/events'
import {
  createRevocations,
  createTokenVerifier,
  exchangeSecret,
  mcpResource,
  type TokenVerifier,
  type TokenVerifierOptions,
} from '@todo/http'
import { createLog, createMetrics, standardOutput } from '@todo/telemetry'
import { createAgents } from './auth/agents.ts'
import { createApiKeys, isApiKey } from './auth/api-keys.ts'
import { createBrowserSessions } from './auth/browser-sessions.ts'
import { createAccounts } from './auth/create-accounts.ts'
import { createDeviceCodes } from './auth/device-codes.ts'
import { type LoadBetterAuth, loadBetterAuth } from './auth/load-better-auth.ts'
import { createMailAccounts } from './auth/mail-accounts.ts'
import { createMailTokens } from './auth/mail-tokens.ts'
import { createOAuth } from './auth/oauth.ts'
import { watchSessions } from './auth/session-watch.ts'
import { createTokenExchange } from './auth/token-exchange.ts'
import { tokenIssuer } from './auth/token-issuer.ts'
import type { BackendInput, Deps } from './deps.ts'
import { createAnswerRecords } from './idempotency/records.ts'
import { createFileReader } from './import/read-file.ts'
import { createAttemptLimit } from './limits/attempt-limits.ts'
import { createRequestLimits } from './limits/request-limits.ts'
import { createSharedCounts } from './limits/shared-counts.ts'
import { createSignInLimits } from './limits/sign-in-limits.ts'
import { createMailer } from './mail/mailer.ts'
import { createProposals } from './proposals/proposals.ts'
import { shareRevocations } from './realtime/share-revocations.ts'

type Ground = Pick<Deps, 'config' | 'pool' | 'clock' | 'ids' | 'log' | 'bus' | 'revocations' | 'baseUrl'> & {
  betterAuth: LoadBetterAuth
  /** How long an access token lives. */
  tokenLifeMs: number
}

const hourMs = 3600_000

/** Makes what routes work with, out of what the caller gave. */
export function wireDeps({ config, pool, ...rest }: BackendInput): Deps {
  const bus = rest.bus ?? createInProcessBus()
  const clock = rest.clock ?? systemClock
  const revocations = createRevocations(clock.now)
  shareRevocations(revocations, bus)
  const ids = rest.ids ?? systemIds
  const baseUrl = (config.server.public_url ?? `http://localhost:${config.server.port}`).replace(/\/+$/, '')
  const ground: Ground = {
    config,
    pool,
    clock,
    bus,
    revocations,
    ids,
    log: rest.log ?? createLog(config.log_level, standardOutput()),
    baseUrl,
    betterAuth: loadBetterAuth({
      pool,
      ids,
      baseUrl,
      secret: config.auth.jwt_secret,
      sessionSeconds: config.auth.refresh_token_expire * 60,
      accessSeconds: config.auth.access_token_expire * 60,
    }),
    tokenLifeMs: config.auth.access_token_expire * 60_000,
  }
  const accounts = wireAccounts(ground)
  return {
    ...ground,
    metrics: rest.metrics ?? createMetrics(),
    store: announceCommits(rest.store, bus),
    answers: createAnswerRecords(pool),
    proposals: createProposals(ground),
    readFile: createFileReader(),
    ...accounts,
    ...wireTokens(ground, accounts.accounts),
    ...wireLimits(ground),
  }
}

function wireAccounts(ground: Ground): Pick<Deps, 'accounts' | 'mailAccounts' | 'deviceCodes'> {
  const { config, log } = ground
  const accounts = createAccounts({
    ...ground,
    accessMinutes: config.auth.access_token_expire,
    refreshMinutes: config.auth.refresh_token_expire,
  })
  const mailer = createMailer({ config: config.smtp, log })
  const mailAccounts = createMailAccounts({ ...ground, accounts, tokens: createMailTokens(ground), mailer })
  return { accounts, mailAccounts, deviceCodes: createDeviceCodes(ground) }
}

type Agent = 'agents' | 'agentTokens' | 'oauth' | 'tokenExchange'
type Tokens = 'tokens' | 'apiKeys' | 'sessions' | 'browserSessions' | Agent

/** Access tokens and API keys, whoever holds them, and what ends them. */
function wireTokens(ground: Ground, accounts: Deps['accounts']): Pick<Deps, Tokens> {
  const { config, revocations, clock, tokenLifeMs } = ground
  const sessions = watchSessions({ ...ground, now: clock.now })
  const apiKeys = createApiKeys({ ...ground, revokedMs: tokenLifeMs })
  const verifying: TokenVerifierOptions = {
    keys: accounts.publicKeys,
    issuer: tokenIssuer,
    revocations,
    onUse: sessions.used,
    isCurrent: sessions.isCurrent,
    now: clock.now,
  }
  const accessTokens = createTokenVerifier(verifying)
  const tokens: TokenVerifier = {
    ...accessTokens,
    verify: (token) => (isApiKey(token) ? apiKeys : accessTokens).verify(token),
  }
  const browserSessions = createBrowserSessions({
    accounts,
    tokens,
    publicUrl: config.server.public_url,
    sessionSeconds: config.auth.refresh_token_expire * 60,
  })
  return { tokens, apiKeys, sessions, browserSessions, ...wireAgents(ground, tokens, verifying) }
}

/** What agents hold, which this API takes only after it was exchanged. */
function wireAgents(
  ground: Ground,
  tokens: Deps['tokens'],
  verifying: TokenVerifierOptions,
): Pick<Deps, Agent> {
  const agents = createAgents({ ...ground, revokedMs: ground.tokenLifeMs })
  const agentTokens = createTokenVerifier({
    ...verifying,
    issuer: ground.baseUrl,
    audience: mcpResource(ground.baseUrl),
  })
  const common = { ...ground, agents, agentTokens }
  return {
    agents,
    agentTokens,
    oauth: createOAuth(common),
    tokenExchange: createTokenExchange({ ...common, tokens, secret: exchangeSecret(ground.config.auth) }),
  }
}

function wireLimits({
  config,
  pool,
  clock,
}: Ground): Pick<
  Deps,
  'requestLimits' | 'signInLimits' | 'registerLimit' | 'clientLimit' | 'mailLimit' | 'codeLimit'
> {
  const counts = createSharedCounts({ pool, clock, secret: config.auth.jwt_secret })
  const anHour = (name: string, limit: number) =>
    createAttemptLimit({ counts, clock, name, limit, windowMs: hourMs })
  return {
    requestLimits: createRequestLimits({ config: config.server, counts, clock }),
    signInLimits: createSignInLimits({ counts, clock }),
    registerLimit: config.server.rate_limit === 'normal' ? anHour('register', 60) : null,
    clientLimit: config.server.rate_limit === 'normal' ? anHour('oauth-client', 60) : null,
    mailLimit: anHour('mail', 5),
    codeLimit: anHour('device-code', 20),
  }
}
