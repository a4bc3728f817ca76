import type { IncomingMessage } from 'node:http'
import { decodeSyncCursor, TodoError } from '@todo/core'
import { RealtimeParameters } from '@todo/core/schemas'
import { HttpError, issuesOf, type Principal } from '@todo/http'
import { bearerToken } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'

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

type Credentials = Pick<Deps, 'tokens' | 'browserSessions'>

/**
 * Who opens the socket. The credential stands in a header: an address gets into logs. A browser cannot set that
 * header; its cookies count for a page of ours. Throws `HttpError`.
 */
export async function principalOf(request: IncomingMessage, deps: Credentials): Promise<Principal> {
  const principal = await namedBy(request, deps)
  if (!principal) throw new HttpError('UNAUTHENTICATED', { headers: { 'www-authenticate': 'Bearer' } })
  if (!principal.scopes.includes('tasks:read')) throw new HttpError('INSUFFICIENT_SCOPE')
  return principal
}

async function namedBy({ headers }: IncomingMessage, deps: Credentials): Promise<Principal | null> {
  if (headers.authorization !== undefined) {
    const token = bearerToken(headers.authorization)
    return token === null ? null : deps.tokens.verify(token)
  }
  const recognised = await deps.browserSessions.recognise(headers.cookie)
  if (!recognised) return null
  if (!deps.browserSessions.isOwnOrigin(headers)) throw new HttpError('FORBIDDEN_ORIGIN')
  return recognised.principal
}
