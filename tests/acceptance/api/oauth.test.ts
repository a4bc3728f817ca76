import { createRevocations, createTokenVerifier, type TokenVerifierOptions } from '@todo/http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  asking,
  askToken,
  claimsOf,
  consent,
  cookiesOf,
  endpoint,
  letIn,
  newClient,
  newVerifier,
  redeem,
  redirectOf,
  redirectUri,
  refresh,
  register,
  resource,
  tokensOf,
  visit,
} from './agent.ts'
import { type Answer, type Api, startApi } from './api.ts'
import { asBearer, signUp } from './person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

const base = 'http://localhost:8000'

/** Answers that were checked against the document. */
const keysOf = ({ body }: Answer) => body as Awaited<ReturnType<TokenVerifierOptions['keys']>>

describe('what an agent reads first', () => {
  test.each(['', '/mcp'])('the protected resource names who gives out tokens (%s)', async (suffix) => {
    const { status, body, headers } = await api.send(`/.well-known/oauth-protected-resource${suffix}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      resource,
      authorization_servers: [base],
      scopes_supported: ['tasks:read', 'tasks:write', 'tasks:propose'],
    })
    expect(headers.get('access-control-allow-origin')).toBe('*')
  })

  test('the authorization server names its endpoints, PKCE, and keys that are there', async () => {
    const { status, body } = await api.send('/.well-known/oauth-authorization-server')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      issuer: base,
      authorization_endpoint: `${base}${endpoint}/authorize`,
      token_endpoint: `${base}${endpoint}/token`,
      registration_endpoint: `${base}${endpoint}/register`,
      revocation_endpoint: `${base}${endpoint}/revoke`,
      jwks_uri: `${base}/.well-known/jwks.json`,
      code_challenge_methods_supported: ['S256'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
    })
    expect(body).toMatchObject({ token_endpoint_auth_methods_supported: expect.arrayContaining(['none']) })
  })
})

describe('an agent registers itself', () => {
  test('as a program on its user’s machine or as a web service, and is named', async () => {
    const native = await register(api)
    expect([native.status, native.body]).toEqual([
      201,
      expect.objectContaining({
        client_name: 'Claude',
        application_type: 'native',
        redirect_uris: [redirectUri],
      }),
    ])
    const web = await register(api, { redirect_uris: ['https://agent.example/callback'] })
    expect(web.status).toBe(201)
  })

  test.each([
    ['an address over plain http elsewhere', { redirect_uris: ['http://agent.example/callback'] }],
    ['an address that is script', { redirect_uris: ['javascript:alert(1)'] }],
    ['no address', { redirect_uris: [] }],
    ['a grant that needs no person', { grant_types: ['client_credentials'] }],
  ])('and is refused with %s', async (_, fields) => {
    const { status, body } = await register(api, fields)
    expect([status, body]).toEqual([400, expect.objectContaining({ error: expect.any(String) })])
  })

  test('and is refused beyond sixty an hour from one address, where requests are limited', async () => {
    const limited = await startApi({ server: { rate_limit: 'normal' } })
    for (let count = 0; count < 60; count += 1) expect((await register(limited)).status).toBe(201)
    expect((await register(limited)).status).toBe(429)
    await limited.stop()
  })
})

describe('letting an agent in', () => {
  test('signs in first, asks, and leads back with a code that gives tokens for /mcp', async () => {
    const ada = await signUp(api)
    const client = await newClient(api)
    const verifier = newVerifier()
    const query = asking(client, verifier)
    const login = await visit(api, query, null)
    expect(login.pathname).toBe('/login')
    expect(login.searchParams.get('next')).toBe(`${endpoint}/authorize?${query}`)
    const page = await visit(api, query, ada)
    expect(page.pathname).toBe('/oauth/consent')
    const asked = await ada.get(
      `/api/account/agents/request?${new URLSearchParams({ query: page.search.slice(1) })}`,
    )
    expect(asked.body).toEqual({
      name: 'Claude',
      client: 'mcp:Claude',
      host: '127.0.0.1:33418',
      scopes: ['tasks:read', 'tasks:write'],
      allowed: null,
    })
    const answer = await ada.post('/api/account/agents/answer', {
      query: page.search.slice(1),
      answer: 'allow',
      scopes: ['tasks:read', 'tasks:write'],
    })
    const back = new URL(redirectOf(answer.body))
    expect(back.origin + back.pathname).toBe(redirectUri)
    expect(back.searchParams.get('state')).toBe('state-of-the-agent')
    expect(back.searchParams.get('iss')).toBe(base)
    const code = back.searchParams.get('code') ?? ''
    const answered = await redeem(api, client, { code, verifier })
    expect(answered.headers.get('cache-control')).toBe('no-store')
    const tokens = tokensOf(answered)
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 900 })
    expect(claimsOf(tokens.access_token)).toMatchObject({
      iss: base,
      aud: resource,
      sub: ada.userId,
      client: 'mcp:Claude',
      actor: 'agent',
      client_id: client.clientId,
      scope: expect.stringContaining('tasks:read tasks:write'),
    })
  })

  test('its tokens are for /mcp alone: nothing of the API takes them', async () => {
    const ada = await signUp(api)
    const { tokens } = await letIn(api, ada)
    const agent = asBearer(api, tokens.access_token)
    for (const path of ['/api/tasks', '/api/account', '/api/account/agents', '/api/account/api-keys']) {
      expect((await agent.get(path)).status).toBe(401)
    }
    expect((await agent.post('/api/tasks', { title: 'x' })).status).toBe(401)
  })

  test('a service takes them only where it is the one that they are for', async () => {
    const { tokens, grant } = await letIn(api, await signUp(api))
    const keys = async () => keysOf(await api.send('/.well-known/jwks.json'))
    const common = { keys, issuer: base, now: Date.now, revocations: createRevocations(Date.now) }
    const mcp = createTokenVerifier({ ...common, audience: resource })
    expect(await mcp.verify(tokens.access_token)).toMatchObject({
      client: 'mcp:Claude',
      actor: 'agent',
      sessionId: grant,
      scopes: ['tasks:read', 'tasks:write'],
    })
    const other = createTokenVerifier({ ...common, audience: 'https://other.example/mcp' })
    expect(await other.verify(tokens.access_token)).toBeNull()
    const elsewhere = createTokenVerifier({ ...common, issuer: 'https://other.example', audience: resource })
    expect(await elsewhere.verify(tokens.access_token)).toBeNull()
  })

  test('asks each time, and leads back without a code where the person says no', async () => {
    const ada = await signUp(api)
    const { client } = await letIn(api, ada)
    const page = await visit(api, asking(client, newVerifier()), ada)
    expect(page.pathname).toBe('/oauth/consent')
    const silent = await visit(api, asking(client, newVerifier(), { prompt: 'none' }), ada)
    expect(silent.pathname).toBe('/oauth/consent')
    const { body } = await ada.post('/api/account/agents/answer', {
      query: page.search.slice(1),
      answer: 'deny',
    })
    const back = new URL(redirectOf(body))
    expect(back.searchParams.get('error')).toBe('access_denied')
    expect(back.searchParams.get('state')).toBe('state-of-the-agent')
    expect(back.searchParams.has('code')).toBe(false)
  })

  test('gives no more than the person allows, and never more than was asked for', async () => {
    const ada = await signUp(api)
    const fields = { scope: 'tasks:read tasks:write tasks:propose' }
    const { tokens } = await letIn(api, ada, { scopes: ['tasks:read', 'tasks:propose'], fields })
    expect(claimsOf(tokens.access_token).scope).toBe('tasks:read tasks:propose offline_access')
    const client = await newClient(api)
    const page = await visit(api, asking(client, newVerifier(), { scope: 'tasks:read' }), ada)
    const { status, body } = await ada.post('/api/account/agents/answer', {
      query: page.search.slice(1),
      answer: 'allow',
      scopes: ['tasks:read', 'tasks:write'],
    })
    expect([status, body]).toEqual([400, expect.objectContaining({ code: 'VALIDATION_FAILED' })])
  })

  test('is for who signed in: not for a stranger, not for a key, not for another site', async () => {
    const ada = await signUp(api)
    const client = await newClient(api)
    const page = await visit(api, asking(client, newVerifier()), ada)
    const answer = { query: page.search.slice(1), answer: 'allow', scopes: ['tasks:read'] }
    expect((await asBearer(api, 'none').post('/api/account/agents/answer', answer)).status).toBe(401)
    const made = await ada.post('/api/account/api-keys', { name: 'x', scopes: ['tasks:read', 'tasks:write'] })
    const key = asBearer(api, (made.body as { key: string }).key)
    expect((await key.post('/api/account/agents/answer', answer)).status).toBe(403)
    const foreign = await api.send('/api/account/agents/answer', {
      method: 'POST',
      headers: {
        cookie: await cookiesOf(api, ada),
        origin: 'https://evil.example',
        'content-type': 'application/json',
      },
      body: JSON.stringify(answer),
    })
    expect([foreign.status, foreign.body]).toEqual([
      403,
      expect.objectContaining({ code: 'FORBIDDEN_ORIGIN' }),
    ])
  })

  test('refuses a request that was changed on its way to the page', async () => {
    const ada = await signUp(api)
    const client = await newClient(api)
    const page = await visit(api, asking(client, newVerifier(), { scope: 'tasks:read' }), ada)
    page.searchParams.set('scope', 'tasks:read tasks:write offline_access')
    const { status, body } = await ada.post('/api/account/agents/answer', {
      query: page.search.slice(1),
      answer: 'allow',
      scopes: ['tasks:read', 'tasks:write'],
    })
    expect([status, body]).toEqual([400, expect.objectContaining({ code: 'CONSENT_ENDED' })])
  })

  test.each([
    [
      'another address than was registered',
      { redirect_uri: 'http://127.0.0.1:33418/other' },
      'invalid_redirect',
    ],
    ['an address elsewhere', { redirect_uri: 'https://evil.example/callback' }, 'invalid_redirect'],
    ['an agent that nobody knows', { client_id: 'nobody' }, 'invalid_client'],
  ])('keeps the person here for %s', async (_, fields, error) => {
    const page = await visit(api, asking(await newClient(api), newVerifier(), fields), await signUp(api))
    expect([page.origin, page.searchParams.get('error')]).toEqual([new URL(api.url).origin, error])
  })

  test.each([
    ['no PKCE', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['tokens for somewhere else', { resource: 'https://other.example/mcp' }, 'invalid_target'],
    ['a scope that agents cannot have', { scope: 'tasks:read account' }, 'invalid_scope'],
  ])('sends the agent back without a code for %s', async (_, fields, error) => {
    const back = await visit(api, asking(await newClient(api), newVerifier(), fields), await signUp(api))
    expect(back.origin + back.pathname).toBe(redirectUri)
    expect(back.searchParams.get('error')).toBe(error)
    expect(back.searchParams.get('state')).toBe('state-of-the-agent')
  })

  test('leads back to whichever port the program has taken on its own machine', async () => {
    const fields = { redirect_uri: 'http://127.0.0.1:4711/callback' }
    const page = await visit(api, asking(await newClient(api), newVerifier(), fields), await signUp(api))
    expect([page.pathname, page.searchParams.has('error')]).toEqual(['/oauth/consent', false])
  })

  test('gives no token by the address that the person is sent back to', async () => {
    const fields = { response_type: 'token' }
    const back = await visit(api, asking(await newClient(api), newVerifier(), fields), await signUp(api))
    expect(back.href).toContain('unsupported_response_type')
    expect(back.href).not.toMatch(/(code|access_token)=/)
  })

  test('is bound to /mcp also where the agent does not say what its tokens are for', async () => {
    const { tokens } = await letIn(api, await signUp(api), { fields: { resource: '' } })
    expect(claimsOf(tokens.access_token).aud).toBe(resource)
  })
})

describe('a code', () => {
  test.each([
    ['another verifier', { code_verifier: newVerifier() }],
    ['no verifier', { code_verifier: '' }],
    ['another address', { redirect_uri: 'http://127.0.0.1:33418/other' }],
    ['another resource', { resource: 'https://other.example/mcp' }],
  ])('gives nothing with %s', async (_, fields) => {
    const client = await newClient(api)
    const code = await consent(api, await signUp(api), client)
    const { status, body } = await redeem(api, client, code, fields)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(body).not.toHaveProperty('access_token')
  })

  test('gives nothing to another agent', async () => {
    const code = await consent(api, await signUp(api), await newClient(api))
    expect((await redeem(api, await newClient(api), code)).body).toMatchObject({ error: 'invalid_grant' })
  })

  test('counts once; who shows it again ends what it gave', async () => {
    const client = await newClient(api)
    const code = await consent(api, await signUp(api), client)
    const tokens = tokensOf(await redeem(api, client, code))
    expect((await redeem(api, client, code)).body).toMatchObject({ error: 'invalid_grant' })
    expect((await refresh(api, client, tokens.refresh_token)).body).toMatchObject({ error: 'invalid_grant' })
  })

  test('gives nothing once the agent was disconnected', async () => {
    const ada = await signUp(api)
    const client = await newClient(api)
    const code = await consent(api, ada, client)
    const { agents } = (await ada.get('/api/account/agents')).body as { agents: { id: string }[] }
    await ada.delete(`/api/account/agents/${agents[0]?.id}`)
    expect((await redeem(api, client, code)).body).toMatchObject({ error: 'invalid_grant' })
  })

  test('of an agent with a secret needs that secret', async () => {
    const client = await newClient(api, { token_endpoint_auth_method: 'client_secret_basic' })
    const { code, verifier } = await consent(api, await signUp(api), client)
    const fields = {
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
    }
    const basic = (secret: string) => ({
      authorization: `Basic ${Buffer.from(`${client.clientId}:${secret}`).toString('base64')}`,
    })
    expect((await askToken(api, fields, basic('wrong'))).body).toMatchObject({ error: 'invalid_client' })
    const again = await consent(api, await signUp(api), client)
    const right = { ...fields, code: again.code, code_verifier: again.verifier }
    expect((await askToken(api, right, basic(client.secret ?? ''))).status).toBe(200)
  })
})
