import {
  Client,
  type OAuthClientInformationMixed,
  type OAuthClientProvider,
  type OAuthDiscoveryState,
  type OAuthTokens,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from '@modelcontextprotocol/client'
import { createApp } from '@todo/ai-service'
import { createLog } from '@todo/telemetry'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serve } from '../../../apps/ai-service/src/serve.ts'
import { cookiesOf } from '../api/agent.ts'
import { type Api, startApi } from '../api/api.ts'
import { type Person, signUp } from '../api/person.ts'
import { type OneAddress, startOneAddress } from '../one-address.ts'
import { callEachTool } from './each-tool.ts'

let front: OneAddress
let api: Api
let person: Person
const ends: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  let assistantUrl = ''
  front = await startOneAddress(
    () => api.url,
    () => assistantUrl,
  )
  api = await startApi({ server: { public_url: front.url } })
  const app = createApp({
    access: api.inside,
    publicUrl: front.url,
    allowedOrigins: [],
    log: createLog('ERROR', () => undefined),
  })
  const serving = await serve(app, { host: '127.0.0.1', port: 0 })
  assistantUrl = `http://127.0.0.1:${serving.port}`
  ends.push(() => serving.stop({ quietMs: 0 }), front.close, api.stop)
  person = await signUp(api)
})
afterAll(async () => {
  for (const end of ends) await end()
})

/** What a client keeps: in memory, with the address to which it would send the person's browser. */
function newProvider() {
  const kept: {
    client?: OAuthClientInformationMixed
    tokens?: OAuthTokens
    verifier: string
    opened: URL | null
    discovery?: OAuthDiscoveryState
  } = { verifier: '', opened: null }
  const redirectUrl = 'http://127.0.0.1:33418/callback'
  const provider: OAuthClientProvider = {
    redirectUrl,
    clientMetadata: {
      client_name: 'Robin',
      redirect_uris: [redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    state: () => 'a state of its own',
    clientInformation: () => kept.client,
    saveClientInformation: (client) => {
      kept.client = client
    },
    tokens: () => kept.tokens,
    saveTokens: (tokens) => {
      kept.tokens = tokens
    },
    redirectToAuthorization: (url) => {
      kept.opened = url
    },
    saveCodeVerifier: (verifier) => {
      kept.verifier = verifier
    },
    codeVerifier: () => kept.verifier,
    saveDiscoveryState: (state) => {
      kept.discovery = state
    },
    discoveryState: () => kept.discovery,
  }
  return { kept, provider }
}

/** The person's browser: signed in, it is sent to the page that asks, where they say yes; then back to the agent. */
async function browse(url: URL): Promise<URL> {
  const cookie = await cookiesOf({ url: front.url }, person)
  const asked = await fetch(url, { redirect: 'manual', headers: { cookie } })
  const page = new URL(asked.headers.get('location') ?? '', front.url)
  const { status, body } = await person.post('/api/account/agents/answer', {
    query: page.search.slice(1),
    answer: 'allow',
    scopes: ['tasks:read', 'tasks:write'],
  })
  expect({ status, body }).toMatchObject({ status: 200 })
  return new URL(String(Object(body).redirect_to))
}

const open = (provider: OAuthClientProvider) => {
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', front.url), { authProvider: provider })
  const client = new Client({ name: 'Robin', version: '1' }, { versionNegotiation: { mode: 'auto' } })
  return { transport, client }
}

it('a client that knows nothing but the address gets in, calls each tool, and renews its token', async () => {
  const { kept, provider } = newProvider()
  const first = open(provider)
  await expect(first.client.connect(first.transport)).rejects.toThrow(UnauthorizedError)
  expect(kept.client?.client_id).toEqual(expect.any(String))
  expect(kept.opened?.origin).toBe(front.url)
  expect(Object.fromEntries(kept.opened?.searchParams ?? [])).toMatchObject({
    code_challenge_method: 'S256',
    resource: `${front.url}/mcp`,
    state: 'a state of its own',
  })
  const back = await browse(kept.opened ?? new URL(front.url))
  expect(back.searchParams.get('state')).toBe('a state of its own')
  await first.transport.finishAuth(back.searchParams)

  const { client, transport } = open(provider)
  await client.connect(transport)
  const before = kept.tokens
  await callEachTool(client, (name) => {
    // A token that counts no more is answered with 401; the client renews it and asks again.
    if (name === 'undo' && before) kept.tokens = { ...before, access_token: 'ended' }
  })
  expect(kept.tokens?.access_token).not.toBe('ended')
  expect(kept.tokens?.refresh_token).not.toBe(before?.refresh_token)
  expect((await person.get('/api/history?actor=agent&limit=1')).body).toMatchObject({
    operations: [{ client: 'mcp:Robin' }],
  })
  await client.close()
})
