import type { IncomingMessage } from 'node:http'
import { decodeSyncCursor, TodoError } from '@todo/core'
import { RealtimeParameters } from '@todo/core/schemas'
import { HttpError, issuesOf, type Principal, type TokenVerifier } from '@todo/http'
import { bearerToken } from '../auth/authenticate.ts'

export const realtimePath = '/api/realtime'

/** Path and query of an upgrade. What is no address at all leads nowhere. */
export function addressOf({ url = '' }: IncomingMessage): URL | null {
  return URL.parse(url, 'http://localhost')
}

/** The cursor of an upgrade, or `null`. Throws `VALIDATION_FAILED` for one that is none, and for other parameters. */
export function sinceOf({ searchParams }: URL): string | null {
  const given = Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name)
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
  const parsed = RealtimeParameters.safeParse(given)
  if (!parsed.success) throw new TodoError('VALIDATION_FAILED', { issues: issuesOf(parsed.error.issues) })
  const { since } = parsed.data
  if (since === undefined) return null
  decodeSyncCursor(since)
  return since
}

/**
 * Who opens the socket. The credential stands in a header: an address gets into logs. A browser cannot set that
 * header; its cookie is to be read here too, together with a check of `Origin`. Throws `HttpError`.
 */
export async function principalOf(request: IncomingMessage, tokens: TokenVerifier): Promise<Principal> {
  const token = bearerToken(request.headers.authorization)
  const principal = token === null ? null : await tokens.verify(token)
  if (!principal) throw new HttpError('UNAUTHENTICATED', { headers: { 'www-authenticate': 'Bearer' } })
  if (!principal.scopes.includes('tasks:read')) throw new HttpError('INSUFFICIENT_SCOPE')
  return principal
}
