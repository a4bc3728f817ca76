import { HttpError, type Principal, protectedResourcePath } from '@todo/http'
import type { Access } from './access.ts'

export const mcpPath = '/mcp'

/** What a client asks for that is not told otherwise. */
const wantedScopes = ['tasks:read', 'tasks:write'] as const

export type Credential = { token: string; principal: Principal }

/**
 * The bearer token of a request and whom it names: an access token, an API key. Throws `UNAUTHENTICATED` with the
 * challenge that tells a client where it can sign in (RFC 9728, 5.1), and `INSUFFICIENT_SCOPE` for who may not read.
 */
export async function credentialOf(
  request: Request,
  verify: Access['verify'],
  baseUrl: string,
): Promise<Credential> {
  const authorization = request.headers.get('authorization')
  const token = /^Bearer +([\w\-.~+/=]{1,4096})$/i.exec(authorization ?? '')?.[1]
  const principal = token === undefined ? null : await verify(token)
  if (token === undefined || !principal) {
    throw new HttpError('UNAUTHENTICATED', {
      message: 'Sign in, or show an API key: Authorization: Bearer KEY',
      // Who showed nothing has done nothing wrong (RFC 6750, 3.1).
      headers: challenge(baseUrl, authorization === null ? null : 'invalid_token'),
    })
  }
  if (!principal.scopes.includes('tasks:read')) {
    throw new HttpError('INSUFFICIENT_SCOPE', { headers: challenge(baseUrl, 'insufficient_scope') })
  }
  return { token, principal }
}

function challenge(baseUrl: string, error: string | null): { 'www-authenticate': string } {
  const parameters = [
    `resource_metadata="${baseUrl}${protectedResourcePath}"`,
    `scope="${wantedScopes.join(' ')}"`,
    ...(error === null ? [] : [`error="${error}"`]),
  ]
  return { 'www-authenticate': `Bearer ${parameters.join(', ')}` }
}
