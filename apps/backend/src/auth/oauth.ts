import { createHash } from 'node:crypto'
import type { KeyScope } from '@todo/core/schemas'
import { HttpError, mcpResource, type TokenVerifier } from '@todo/http'
import { decodeJwt } from 'jose'
import type { Pool } from 'pg'
import type { Agents } from './agents.ts'
import type { LoadBetterAuth } from './load-better-auth.ts'
import { askFor, forRefresh, registration } from './oauth-requests.ts'

/** What a person has answered on the page that asks. `query` is that page's own, as it was signed. */
export type ConsentAnswer = { query: string; allowed: readonly KeyScope[] | null }

/** OAuth 2.1 for agents: Better Auth's provider behind our own routes, sessions and rules. */
export type OAuth = {
  /** What a token must be for. */
  resource: string
  /** The document of RFC 8414. */
  metadata(): Promise<object>
  register(body: string): Promise<Response>
  /** Leads on: to sign in, to the page that asks, or back to the agent with what was wrong. */
  authorize(query: URLSearchParams, sessionId: string | null): Promise<string>
  /** Where to send the person now: back to the agent. Throws `VALIDATION_FAILED` for a query that is not ours. */
  answer(userId: string, sessionId: string, answer: ConsentAnswer): Promise<string>
  token(form: URLSearchParams, authorization: string | undefined): Promise<Response>
  /** Ends all that the agent may do, whichever of its tokens it shows. */
  revoke(form: URLSearchParams, authorization: string | undefined): Promise<Response>
}

export type OAuthInput = {
  pool: Pool
  agents: Agents
  betterAuth: LoadBetterAuth
  /** Of tokens that are for `resource`. */
  agentTokens: Pick<TokenVerifier, 'verify'>
  baseUrl: string
}

type Grant = { id: string; userId: string }

const endpoint = '/api/auth/oauth2'
/** Where a client finds the endpoints (RFC 8414). */
export const metadataPath = '/.well-known/oauth-authorization-server'
export const authorizePath = `${endpoint}/authorize`

export function createOAuth({ pool, agents, betterAuth, agentTokens, baseUrl }: OAuthInput): OAuth {
  const resource = mcpResource(baseUrl)
  let named: Promise<unknown> | null = null

  /** The provider knows what it gives tokens for from its table. */
  const nameResource = async (): Promise<void> => {
    named ??= pool.query(
      'INSERT INTO oauth_resources (identifier, name) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [resource, 'MCP'],
    )
    await named.catch((error: unknown) => {
      named = null
      throw error
    })
  }

  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    await nameResource()
    const auth = await betterAuth()
    return auth.handler(new Request(`${baseUrl}${endpoint}${path}`, init))
  }

  const post = (path: string, body: URLSearchParams, authorization: string | undefined): Promise<Response> =>
    ask(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(authorization !== undefined && { authorization }),
      },
      body,
    })

  const asSession = async (sessionId: string | null): Promise<Record<string, string>> => {
    if (sessionId === null) return {}
    const { rows } = await pool.query<{ token: string }>('SELECT token FROM sessions WHERE id = $1', [
      sessionId,
    ])
    return rows[0] ? { authorization: `Bearer ${rows[0].token}` } : {}
  }

  const grantOfAccess = async (clientId: string, token: string): Promise<Grant | null> => {
    const principal = await agentTokens.verify(token)
    const grant = principal && (await agents.grantOf(principal.userId, clientId))
    return grant?.id === principal?.sessionId && principal ? { ...principal, id: principal.sessionId } : null
  }
  const grantOfRefresh = (clientId: string, token: string): Promise<Grant | null> =>
    agents.grantOfRefreshToken(clientId, createHash('sha256').update(token).digest('base64url'))

  return {
    resource,
    async metadata() {
      const auth = await betterAuth()
      const answer = await auth.handler(new Request(baseUrl + metadataPath))
      const document: unknown = await answer.json()
      const offered = Object.entries(document ?? {}).filter(
        ([name]) => !/^(introspection|backchannel)_/.test(name),
      )
      return { ...Object.fromEntries(offered), jwks_uri: `${baseUrl}/.well-known/jwks.json` }
    },
    register: (body) =>
      ask('/register', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: registration(body),
      }),
    async authorize(query, sessionId) {
      const headers = { accept: 'text/html', ...(await asSession(sessionId)) }
      const answer = await ask(`/authorize?${askFor(query, resource)}`, { headers })
      const location = answer.headers.get('location')
      if (location === null)
        throw new Error(`The provider answered ${answer.status} to a request to authorize`)
      return location
    },
    async answer(userId, sessionId, { query, allowed }) {
      const asked = new URLSearchParams(query)
      const clientId = asked.get('client_id') ?? ''
      const before = await agents.grantOf(userId, clientId)
      const scope = allowed && [...allowed, ...extras(asked)].join(' ')
      const answer = await ask('/consent', {
        method: 'POST',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          origin: new URL(baseUrl).origin,
          ...(await asSession(sessionId)),
        },
        body: JSON.stringify({ accept: allowed !== null, oauth_query: query, ...(scope && { scope }) }),
      })
      const url = urlIn(await answer.json().catch(() => null))
      if (!answer.ok || url === null) throw new HttpError('CONSENT_ENDED')
      const isLess = before?.scopes.some((each) => !scope?.split(' ').includes(each))
      if (before && allowed && isLess) await agents.renew(before.id)
      return url
    },
    async token(form, authorization) {
      const answer = await post('/token', forRefresh(form), authorization)
      if (answer.ok) noteUse(agents, await answer.clone().json())
      return answer
    },
    async revoke(form, authorization) {
      const token = form.get('token')
      // What the provider is asked is whether this is the client; it could not end a signed token.
      form.set('token', 'none')
      form.set('token_type_hint', 'refresh_token')
      const answer = await post('/revoke', form, authorization)
      if (answer.status === 401 || answer.status >= 500 || token === null) return answer
      if (
        errorIn(
          await answer
            .clone()
            .json()
            .catch(() => null),
        ) === 'invalid_client'
      )
        return answer
      const clientId = clientIdOf(form, authorization)
      const grant = (await grantOfAccess(clientId, token)) ?? (await grantOfRefresh(clientId, token))
      if (grant) await agents.disconnect(grant.userId, grant.id)
      return new Response(null, { status: 200 })
    },
  }
}

/** What was asked for besides what a person answers. */
const extras = (asked: URLSearchParams): string[] =>
  (asked.get('scope') ?? '').split(' ').filter((scope) => scope !== '' && !scope.startsWith('tasks:'))

function memberOf(body: unknown, name: string): string | null {
  if (typeof body !== 'object' || body === null) return null
  const value: unknown = Reflect.get(body, name)
  return typeof value === 'string' ? value : null
}

const urlIn = (body: unknown): string | null => memberOf(body, 'url') ?? memberOf(body, 'redirect_uri')
const errorIn = (body: unknown): string | null => memberOf(body, 'error')

function noteUse(agents: Agents, body: unknown): void {
  const grant = decodeJwt(memberOf(body, 'access_token') ?? '').grant
  if (typeof grant === 'string') agents.used(grant)
}

function clientIdOf(form: URLSearchParams, authorization: string | undefined): string {
  const basic = /^Basic +(\S+)$/i.exec(authorization ?? '')?.[1]
  if (basic === undefined) return form.get('client_id') ?? ''
  const [id = ''] = Buffer.from(basic, 'base64').toString().split(':')
  return decodeURIComponent(id)
}
