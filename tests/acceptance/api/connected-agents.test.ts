import type { AgentsAnswer } from '@todo/core/schemas'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, isHello, liveUrl } from '../realtime/live-client.ts'
import {
  askToken,
  claimsOf,
  consent,
  endpoint,
  exchange,
  exchanged,
  exchangeFields,
  letIn,
  newClient,
  redeem,
  refresh,
  tokensOf,
} from './agent.ts'
import { type Api, startApi } from './api.ts'
import { asBearer, type Person, signUp } from './person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

const path = '/api/account/agents'
/** Answers that were checked against the document. */
const agentsOf = async (person: Person) => ((await person.get(path)).body as AgentsAnswer).agents

describe('a refresh token', () => {
  test('gives the next one, with or without naming the scopes', async () => {
    const { client, tokens } = await letIn(api, await signUp(api))
    const second = tokensOf(await refresh(api, client, tokens.refresh_token))
    expect(second.refresh_token).not.toBe(tokens.refresh_token)
    const third = tokensOf(
      await refresh(api, client, second.refresh_token, { scope: 'tasks:read tasks:write' }),
    )
    expect((await refresh(api, client, third.refresh_token)).status).toBe(200)
  })

  test('may give less than before, and never more', async () => {
    const { client, tokens } = await letIn(api, await signUp(api), { scopes: ['tasks:read'] })
    const more = await refresh(api, client, tokens.refresh_token, { scope: 'tasks:read tasks:write' })
    expect(more.body).toMatchObject({ error: 'invalid_scope' })
    const less = await letIn(api, await signUp(api))
    const { access_token } = tokensOf(
      await refresh(api, less.client, less.tokens.refresh_token, { scope: 'tasks:read' }),
    )
    expect(claimsOf(access_token).scope).toBe('tasks:read offline_access')
  })

  test('that was used already gives its answer again within half a minute, and later ends all', async () => {
    const { client, tokens } = await letIn(api, await signUp(api))
    const second = tokensOf(await refresh(api, client, tokens.refresh_token))
    expect(tokensOf(await refresh(api, client, tokens.refresh_token)).refresh_token).toBe(
      second.refresh_token,
    )
    await api.pool.query(
      `UPDATE oauth_refresh_tokens SET rotation_replay_expires_at = now() - interval '1 second'
       WHERE client_id = $1 AND revoked IS NOT NULL`,
      [client.clientId],
    )
    expect((await refresh(api, client, tokens.refresh_token)).body).toMatchObject({ error: 'invalid_grant' })
    expect((await refresh(api, client, second.refresh_token)).body).toMatchObject({ error: 'invalid_grant' })
  })

  test('counts for its own agent and its own resource alone', async () => {
    const { client, tokens } = await letIn(api, await signUp(api))
    const other = await refresh(api, await newClient(api), tokens.refresh_token)
    expect(other.body).toMatchObject({ error: 'invalid_grant' })
    const elsewhere = await refresh(api, client, tokens.refresh_token, {
      resource: 'https://other.example/mcp',
    })
    expect(elsewhere.body).toMatchObject({ error: 'invalid_target' })
  })

  test('outlives the session in which the agent was let in, and ends with a disabled account', async () => {
    const ada = await signUp(api)
    const { client, tokens } = await letIn(api, ada)
    await ada.post('/api/auth/logout')
    const second = tokensOf(await refresh(api, client, tokens.refresh_token))
    await api.pool.query('UPDATE users SET disabled_at = now() WHERE id = $1', [ada.userId])
    expect((await refresh(api, client, second.refresh_token)).body).toMatchObject({ error: 'invalid_grant' })
  })

  test('is asked for with a grant that is known', async () => {
    const { client } = await letIn(api, await signUp(api))
    const { status } = await askToken(api, { grant_type: 'password', client_id: client.clientId })
    expect(status).toBe(400)
  })
})

describe('the AI service', () => {
  test('exchanges what an agent shows for a token of the API that says whose hand it is', async () => {
    const ada = await signUp(api)
    const { tokens, grant } = await letIn(api, ada)
    const answer = await exchange(api, tokens.access_token)
    expect(answer.body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'tasks:read tasks:write',
    })
    const { access_token } = tokensOf(answer)
    expect(claimsOf(access_token)).toMatchObject({ sub: ada.userId, sid: grant, actor: 'agent' })
    await asBearer(api, access_token).task()
    expect((await ada.get('/api/history')).body).toMatchObject({
      operations: [{ actor: 'agent', client: 'mcp:Claude' }],
    })
  })

  test('gets no more than was allowed, nothing about the account, and for five minutes', async () => {
    const own = await startApi()
    const { tokens } = await letIn(own, await signUp(own), { scopes: ['tasks:read'] })
    const agent = asBearer(own, await exchanged(own, tokens.access_token))
    expect((await agent.get('/api/tasks')).status).toBe(200)
    expect((await agent.post('/api/tasks', { title: 'x' })).status).toBe(403)
    expect((await agent.get(path)).status).toBe(403)
    expect((await agent.get('/api/account/api-keys')).status).toBe(403)
    own.wait(5 * 60_000 + 1_000)
    expect((await agent.get('/api/tasks')).status).toBe(401)
    await own.stop()
  })

  test('acts as an agent with a key, and as the assistant with the person’s own token', async () => {
    const ada = await signUp(api)
    const made = await ada.post('/api/account/api-keys', {
      name: 'Home robot',
      scopes: ['tasks:read', 'tasks:write'],
    })
    const { key } = made.body as { key: string }
    await asBearer(api, await exchanged(api, key)).task()
    const chat = asBearer(api, await exchanged(api, ada.accessToken))
    await chat.task()
    expect((await chat.get('/api/account/sessions')).status).toBe(403)
    expect((await ada.get('/api/history')).body).toMatchObject({
      operations: [
        { actor: 'assistant', client: 'chat' },
        { actor: 'agent', client: 'mcp:Home robot' },
      ],
    })
  })

  test('is the only one, and cannot exchange what is no token or what it got by exchange', async () => {
    const { tokens } = await letIn(api, await signUp(api))
    const stranger = await exchange(api, tokens.access_token, 'a guess')
    expect([stranger.status, stranger.body]).toEqual([
      401,
      expect.objectContaining({ code: 'INVALID_SERVICE' }),
    ])
    const without = await api.send('/api/auth/token-exchange', {
      method: 'POST',
      body: new URLSearchParams(exchangeFields(tokens.access_token)),
    })
    expect(without.status).toBe(401)
    for (const token of ['nonsense', tokens.refresh_token, await exchanged(api, tokens.access_token)]) {
      const { status, body } = await exchange(api, token)
      expect([status, body]).toEqual([400, expect.objectContaining({ code: 'INVALID_SUBJECT_TOKEN' })])
    }
  })
})

describe('connected agents', () => {
  test('are listed to their person with what they may do, since when, and last use', async () => {
    const [ada, bob] = [await signUp(api), await signUp(api)]
    const { tokens, grant } = await letIn(api, ada)
    expect(await agentsOf(bob)).toEqual([])
    expect(await agentsOf(ada)).toEqual([
      {
        id: grant,
        name: 'Claude',
        client: 'mcp:Claude',
        scopes: ['tasks:read', 'tasks:write'],
        hosts: ['127.0.0.1:33418'],
        created_at: expect.any(String),
        last_used_at: expect.toSatisfy((time) => time === null || typeof time === 'string'),
      },
    ])
    await exchange(api, tokens.access_token)
    await expect.poll(async () => (await agentsOf(ada))[0]?.last_used_at).not.toBeNull()
  })

  test('count no more at once when disconnected: token, refresh token, exchanged token, socket', async () => {
    const ada = await signUp(api)
    const { client, tokens, grant } = await letIn(api, ada)
    const token = await exchanged(api, tokens.access_token)
    const live = connect(liveUrl(api.url), token)
    await live.until(isHello)
    const { status, body } = await ada.delete(`${path}/${grant}`)
    expect([status, body]).toEqual([200, { message: 'Agent disconnected' }])
    expect((await asBearer(api, token).get('/api/tasks')).status).toBe(401)
    expect((await exchange(api, tokens.access_token)).status).toBe(400)
    expect((await refresh(api, client, tokens.refresh_token)).body).toMatchObject({ error: 'invalid_grant' })
    expect((await live.closed).code).toBe(4401)
    expect(await agentsOf(ada)).toEqual([])
    expect((await ada.delete(`${path}/${grant}`)).status).toBe(404)
  })

  test('count no more at another server either', async () => {
    const other = await startApi({ databaseUrl: api.databaseUrl })
    const ada = await signUp(api)
    const { tokens, grant } = await letIn(api, ada)
    const robot = asBearer(other, await exchanged(other, tokens.access_token))
    expect((await robot.get('/api/tasks')).status).toBe(200)
    await ada.delete(`${path}/${grant}`)
    await expect.poll(async () => (await robot.get('/api/tasks')).status, { timeout: 10_000 }).toBe(401)
    await other.stop()
  })

  test('are not another person’s to disconnect', async () => {
    const { grant } = await letIn(api, await signUp(api))
    expect((await (await signUp(api)).delete(`${path}/${grant}`)).status).toBe(404)
  })

  test('lose what they held when they are allowed less', async () => {
    const ada = await signUp(api)
    const { client, tokens } = await letIn(api, ada)
    const before = await exchanged(api, tokens.access_token)
    const code = await consent(api, ada, client, { scopes: ['tasks:read'] })
    expect((await asBearer(api, before).get('/api/tasks')).status).toBe(401)
    expect((await refresh(api, client, tokens.refresh_token)).status).toBe(400)
    const less = tokensOf(await redeem(api, client, code))
    const agent = asBearer(api, await exchanged(api, less.access_token))
    expect((await agent.post('/api/tasks', { title: 'x' })).status).toBe(403)
    expect(await agentsOf(ada)).toMatchObject([{ scopes: ['tasks:read'] }])
  })

  test('end with the account', async () => {
    const ada = await signUp(api)
    const { client, tokens } = await letIn(api, ada)
    const token = await exchanged(api, tokens.access_token)
    await ada.delete('/api/account', { password: ada.password })
    expect((await asBearer(api, token).get('/api/tasks')).status).toBe(401)
    expect((await exchange(api, tokens.access_token)).status).toBe(400)
    expect((await refresh(api, client, tokens.refresh_token)).status).toBe(400)
  })
})

describe('an agent that revokes', () => {
  const revoke = (client: { clientId: string }, token: string) =>
    api.send(`${endpoint}/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: client.clientId, token }),
    })

  test.each(['access_token', 'refresh_token'] as const)('its %s is disconnected', async (kind) => {
    const ada = await signUp(api)
    const { client, tokens } = await letIn(api, ada)
    const token = await exchanged(api, tokens.access_token)
    expect((await revoke(client, tokens[kind])).status).toBe(200)
    expect((await asBearer(api, token).get('/api/tasks')).status).toBe(401)
    expect((await refresh(api, client, tokens.refresh_token)).status).toBe(400)
    expect(await agentsOf(ada)).toEqual([])
  })

  test('what is not its own changes nothing, and is not told from what never was', async () => {
    const ada = await signUp(api)
    const { tokens } = await letIn(api, ada)
    const stranger = await newClient(api)
    for (const token of [tokens.access_token, tokens.refresh_token, 'nonsense']) {
      expect((await revoke(stranger, token)).status).toBe(200)
    }
    expect(await agentsOf(ada)).toHaveLength(1)
    const nobody = await revoke({ clientId: 'nobody' }, tokens.refresh_token)
    expect([nobody.status, nobody.body]).toEqual([400, expect.objectContaining({ error: 'invalid_client' })])
    expect(await agentsOf(ada)).toHaveLength(1)
  })
})
