import { createHash, randomBytes } from 'node:crypto'
import type { Answer, Api } from './api.ts'
import type { Person } from './person.ts'

/*
 * What an MCP client does to be let in, step by step over HTTP, so that each step can also be done wrongly.
 */

export const endpoint = '/api/auth/oauth2'
export const redirectUri = 'http://127.0.0.1:33418/callback'
/** Servers of these tests do not know at which port they are reached. */
export const resource = 'http://localhost:8000/mcp'

export type Tokens = { access_token: string; refresh_token: string; scope: string; expires_in: number }
export type Client = { clientId: string; secret: string | null }
export type Code = { code: string; verifier: string }

type Fields = Record<string, string>

export const register = (api: Api, fields: object = {}): Promise<Answer> =>
  api.send(`${endpoint}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Claude',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      ...fields,
    }),
  })

export async function newClient(api: Api, fields: object = {}): Promise<Client> {
  const { status, body, text } = await register(api, fields)
  if (status !== 201) throw new Error(`${status} ${text}`)
  const { client_id, client_secret = null } = body as { client_id: string; client_secret?: string }
  return { clientId: client_id, secret: client_secret }
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

/** The query with which an agent sends a person to the server; a member that is empty is left out. */
export function asking({ clientId }: Client, verifier: string, fields: Fields = {}): URLSearchParams {
  const all = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state: 'state-of-the-agent',
    scope: 'tasks:read tasks:write',
    resource,
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
    ...fields,
  }
  return new URLSearchParams(Object.entries(all).filter(([, value]) => value !== ''))
}

/** What the person's browser is told: where to go. */
export async function visit(api: Api, query: URLSearchParams, person: Person | null): Promise<URL> {
  const response = await fetch(`${api.url}${endpoint}/authorize?${query}`, {
    redirect: 'manual',
    headers: person ? { cookie: await cookiesOf(api, person) } : {},
  })
  const location = response.headers.get('location')
  if (response.status !== 302 || location === null) {
    throw new Error(`${response.status} ${await response.text()}`)
  }
  return new URL(location, api.url)
}

/** A browser in which somebody has signed in. */
export async function cookiesOf(api: Pick<Api, 'url'>, { email, password }: Person): Promise<string> {
  const response = await fetch(`${api.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: api.url },
    body: JSON.stringify({ email, password, cookie: true }),
  })
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

export const newVerifier = (): string => randomBytes(32).toString('base64url')

/** Lets the agent in, and gives the code with which it comes back. */
export async function consent(
  api: Api,
  person: Person,
  client: Client,
  {
    scopes = ['tasks:read', 'tasks:write'],
    fields = {},
  }: { scopes?: readonly string[]; fields?: Fields } = {},
): Promise<Code> {
  const verifier = newVerifier()
  const page = await visit(api, asking(client, verifier, fields), person)
  const { status, body, text } = await person.post('/api/account/agents/answer', {
    query: page.search.slice(1),
    answer: 'allow',
    scopes,
  })
  if (status !== 200) throw new Error(`${status} ${text}`)
  return { code: new URL(redirectOf(body)).searchParams.get('code') ?? '', verifier }
}

/** Answers that were checked against the document. */
export const redirectOf = (body: unknown): string => (body as { redirect_to: string }).redirect_to

export const askToken = (api: Api, fields: Fields, headers: Fields = {}): Promise<Answer> =>
  api.send(`${endpoint}/token`, { method: 'POST', headers, body: new URLSearchParams(fields) })

export const redeem = (api: Api, client: Client, { code, verifier }: Code, fields: Fields = {}) =>
  askToken(api, {
    grant_type: 'authorization_code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
    ...fields,
  })

export const refresh = (api: Api, client: Client, refresh_token: string, fields: Fields = {}) =>
  askToken(api, { grant_type: 'refresh_token', client_id: client.clientId, refresh_token, ...fields })

export const tokensOf = ({ status, body, text }: Answer): Tokens => {
  if (status !== 200) throw new Error(`${status} ${text}`)
  return body as Tokens
}

/** An agent that a person has let in. */
export async function letIn(api: Api, person: Person, options: Parameters<typeof consent>[3] = {}) {
  const client = await newClient(api)
  const tokens = tokensOf(await redeem(api, client, await consent(api, person, client, options)))
  return { client, tokens, grant: String(claimsOf(tokens.access_token).grant) }
}

/** What a token says, whoever signed it. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

export const exchangeFields = (subject_token: string): Fields => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  subject_token,
  subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
})

/** As the AI service does with what it was shown. */
export function exchange(api: Api, subjectToken: string, secret = api.exchangeSecret): Promise<Answer> {
  return api.send('/api/auth/token-exchange', {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`ai-service:${secret}`).toString('base64')}` },
    body: new URLSearchParams(exchangeFields(subjectToken)),
  })
}

export async function exchanged(api: Api, subjectToken: string): Promise<string> {
  return (tokensOf(await exchange(api, subjectToken)) as { access_token: string }).access_token
}
