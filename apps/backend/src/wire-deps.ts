import { systemClock, systemIds } from '@todo/core/system'
import { announceCommits, createInProcessBus } from '@todo/events'
import { createRevocations, createTokenVerifier, type TokenVerifier } from '@todo/http'
import { createLog, createMetrics, standardOutput } from '@todo/telemetry'
import { createApiKeys, isApiKey } from './auth/api-keys.ts'
import { createBrowserSessions } from './auth/browser-sessions.ts'
import { createAccounts } from './auth/create-accounts.ts'
import { createDeviceCodes } from './auth/device-codes.ts'
import { createMailAccounts } from './auth/mail-accounts.ts'
import { createMailTokens } from './auth/mail-tokens.ts'
import { watchSessions } from './auth/session-watch.ts'
import { tokenIssuer } from './auth/token-issuer.ts'
import type { BackendInput, Deps } from './deps.ts'
import { createAnswerRecords } from './idempotency/records.ts'
import { createFileReader } from './import/read-file.ts'
import { createAttemptLimit } from './limits/attempt-limits.ts'
import { createRequestLimits } from './limits/request-limits.ts'
import { createSharedCounts } from './limits/shared-counts.ts'
import { createSignInLimits } from './limits/sign-in-limits.ts'
import { createMailer } from './mail/mailer.ts'
import { shareRevocations } from './realtime/share-revocations.ts'

type Ground = Pick<Deps, 'config' | 'pool' | 'clock' | 'ids' | 'log' | 'bus' | 'revocations' | 'baseUrl'>

const hourMs = 3600_000

/** Makes what routes work with, out of what the caller gave. */
export function wireDeps({ config, pool, ...rest }: BackendInput): Deps {
  const bus = rest.bus ?? createInProcessBus()
  const clock = rest.clock ?? systemClock
  const revocations = createRevocations(clock.now)
  shareRevocations(revocations, bus)
  const ground: Ground = {
    config,
    pool,
    clock,
    bus,
    revocations,
    ids: rest.ids ?? systemIds,
    log: rest.log ?? createLog(config.log_level, standardOutput()),
    baseUrl: (config.server.public_url ?? `http://localhost:${config.server.port}`).replace(/\/+$/, ''),
  }
  const accounts = wireAccounts(ground)
  return {
    ...ground,
    metrics: rest.metrics ?? createMetrics(),
    store: announceCommits(rest.store, bus),
    answers: createAnswerRecords(pool),
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
    secret: config.auth.jwt_secret,
    accessMinutes: config.auth.access_token_expire,
    refreshMinutes: config.auth.refresh_token_expire,
  })
  const mailer = createMailer({ config: config.smtp, log })
  const mailAccounts = createMailAccounts({ ...ground, accounts, tokens: createMailTokens(ground), mailer })
  return { accounts, mailAccounts, deviceCodes: createDeviceCodes(ground) }
}

/** Access tokens and API keys, and what ends them. */
function wireTokens(
  ground: Ground,
  accounts: Deps['accounts'],
): Pick<Deps, 'tokens' | 'apiKeys' | 'sessions' | 'browserSessions'> {
  const { config, revocations, clock } = ground
  const tokenLifeMs = config.auth.access_token_expire * 60_000
  const sessions = watchSessions({ ...ground, now: clock.now, tokenLifeMs })
  const apiKeys = createApiKeys({ ...ground, revokedMs: tokenLifeMs })
  const accessTokens = createTokenVerifier({
    keys: accounts.publicKeys,
    issuer: tokenIssuer,
    revocations,
    onUse: sessions.used,
    isCurrent: sessions.isCurrent,
    now: clock.now,
  })
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
  return { tokens, apiKeys, sessions, browserSessions }
}

function wireLimits({
  config,
  pool,
  clock,
}: Ground): Pick<Deps, 'requestLimits' | 'signInLimits' | 'registerLimit' | 'mailLimit' | 'codeLimit'> {
  const counts = createSharedCounts({ pool, clock, secret: config.auth.jwt_secret })
  const anHour = (name: string, limit: number) =>
    createAttemptLimit({ counts, clock, name, limit, windowMs: hourMs })
  return {
    requestLimits: createRequestLimits({ config: config.server, counts, clock }),
    signInLimits: createSignInLimits({ counts, clock }),
    registerLimit: config.server.rate_limit === 'normal' ? anHour('register', 60) : null,
    mailLimit: anHour('mail', 5),
    codeLimit: anHour('device-code', 20),
  }
}
