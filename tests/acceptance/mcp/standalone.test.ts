import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { letIn } from '../api/agent.ts'
import { type Api, startApi } from '../api/api.ts'
import { signUp } from '../api/person.ts'
import { address, newSite, type Started } from '../server/server-process.ts'
import { call, connect, makeKey } from './agents.ts'
import { updatesOf } from './updates.ts'

const site = newSite()
let api: Api
let started: Started
let url: URL

beforeAll(async () => {
  api = await startApi()
  const env = { BACKEND_URL: api.url, TOKEN_EXCHANGE_SECRET: api.exchangeSecret, LOG_LEVEL: 'DEBUG' }
  started = site.start(env, 'apps/ai-service/src/main.ts')
  url = new URL('/mcp', await address(started))
})
afterAll(async () => {
  await site.clear()
  await api.stop()
})

describe('the service for agents on its own', () => {
  it('reaches tasks through the API alone, with the key of the caller and the name of the agent', async () => {
    const person = await signUp(api)
    const { key } = await makeKey(person, ['tasks:read', 'tasks:write'], 'My robot')
    for (const isOld of [false, true]) {
      const agent = await connect(url, key, { isOld, name: 'Robin' })
      expect((await call(agent, 'create_task', { title: 'Buy milk' })).text).toContain(
        "Created task 'Buy milk'",
      )
      expect((await call(agent, 'delete_task', { task_id: 99 })).text).toBe('Task 99 not found.')
      await agent.close()
    }
    expect((await person.get('/api/history')).body).toMatchObject({
      operations: [
        { kind: 'create', actor: 'agent', client: 'mcp:My robot' },
        { kind: 'create', actor: 'agent', client: 'mcp:Robin' },
      ],
    })
  })

  it('lets in whom the API lets in, with what they are allowed', async () => {
    const person = await signUp(api)
    const { key, id } = await makeKey(person, ['tasks:read'])
    const agent = await connect(url, key)
    const { tools } = await agent.listTools()
    expect(tools.map(({ name }) => name)).not.toContain('create_task')
    await agent.close()
    await person.delete(`/api/account/api-keys/${id}`)
    const refused = async (token: string): Promise<number> =>
      (await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` } })).status
    expect(await refused('nonsense')).toBe(401)
    while ((await refused(key)) !== 401) await new Promise((resolve) => setTimeout(resolve, 100))
  })

  it('exchanges the token of an agent that was let in by OAuth, and keeps its name', async () => {
    const person = await signUp(api)
    const { tokens, grant } = await letIn(api, person)
    const agent = await connect(url, tokens.access_token, { name: 'Somebody else' })
    expect((await call(agent, 'create_task', { title: 'Buy milk' })).isError).toBe(false)
    expect((await person.get('/api/history')).body).toMatchObject({
      operations: [{ kind: 'create', actor: 'agent', client: 'mcp:Claude' }],
    })
    await person.delete(`/api/account/agents/${grant}`)
    const ask = () =>
      call(agent, 'list_tasks').then(
        () => 'in',
        () => 'out',
      )
    while ((await ask()) === 'in') await new Promise((resolve) => setTimeout(resolve, 100))
    await agent.close()
  })

  it('tells of changes that others make', async () => {
    const person = await signUp(api)
    const agent = await connect(url, person.accessToken)
    const updates = updatesOf(agent)
    const subscription = await agent.listen({ resourceSubscriptions: ['todo://tasks/open'] })
    await person.task()
    await updates.of('todo://tasks/open')
    await subscription.close()
    await agent.close()
  })

  it('says that it cannot serve while the API is away, and stops when it is told to', async () => {
    const alone = site.start({ BACKEND_URL: 'http://127.0.0.1:9' }, 'apps/ai-service/src/main.ts')
    const mcp = new URL('/mcp', await address(alone))
    expect((await fetch(new URL('/health', mcp))).status).toBe(200)
    const answer = await fetch(mcp, { method: 'POST', headers: { authorization: 'Bearer todo_key' } })
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'UNAVAILABLE' }])
    alone.child.kill('SIGTERM')
    expect(await alone.ended).toBe(0)
    const unset = site.start({ BACKEND_URL: '' }, 'apps/ai-service/src/main.ts')
    await once(unset.child, 'exit')
    expect(unset.output()).toContain('BACKEND_URL')
  })
})
