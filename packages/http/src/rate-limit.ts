import { HttpError } from './errors.ts'
import type { Verdict } from './limiter.ts'

/** Verdicts by the name of their policy: `account`, `address`, `sign-in`. */
export type Verdicts = Readonly<Record<string, Verdict>>

/** What a client may still do (draft-ietf-httpapi-ratelimit-headers, structured fields). */
export function rateLimitHeaders(verdicts: Verdicts): Record<'RateLimit-Policy' | 'RateLimit', string> {
  let policy = ''
  let state = ''
  for (const [name, { limit, windowSeconds, remaining, resetSeconds }] of Object.entries(verdicts)) {
    const separator = policy === '' ? '' : ', '
    policy += `${separator}"${name}";q=${limit};w=${windowSeconds}`
    state += `${separator}"${name}";r=${remaining};t=${resetSeconds}`
  }
  return { 'RateLimit-Policy': policy, RateLimit: state }
}

/** The refusal of whoever did something too often; it says when to come back. */
export function rateLimited(verdicts: Verdicts, message?: string): HttpError {
  const waits = Object.values(verdicts).flatMap(({ allowed, resetSeconds }) =>
    allowed ? [] : [resetSeconds],
  )
  return new HttpError('RATE_LIMITED', {
    ...(message !== undefined && { message }),
    headers: { 'Retry-After': `${Math.max(1, ...waits)}`, ...rateLimitHeaders(verdicts) },
  })
}
