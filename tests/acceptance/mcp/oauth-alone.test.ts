import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { letIn } from '../api/agent.ts'
import { type Api, startApi } from '../api/api.ts'
import { type Person, signUp } from '../api/person.ts'
import { address, newSite } from '../server/server-process.ts'
import { call, connect, startAgents } from './agents.ts'

const exchangeSecret = 'a secret that both services were given'
const ends: (() => Promise<unknown>)[] = []

type Place = { api: Api; url: URL }

/** In one process with the backend, and on its own. */
async function inside(): Promise<Place> {
  const agents = await startAgents()
  ends.push(agents.stop)
  return agents
}

async function alone(): Promise<Place> {
  const api = await startApi({ auth: { exchange_secret: exchangeSecret } })
  const site = newSite()
  ends.push(
    () => site.clear(),
    () => api.stop(),
  )
  const env = { BACKEND_URL: api.url, TOKEN_EXCHANGE_SECRET: exchangeSecret }
  return { api, url: new URL('/mcp', await address(site.start(env, 'apps/ai-service/src/main.ts'))) }
}

afterAll(async () => {
  for (const end of ends) await end()
})

const historyOf = async (person: Person) => Object((await person.get('/api/history')).body).operations
const statusOf = async (url: URL, token: string): Promise<number> =>
  (await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` } })).status

describe.each([
  ['in one process', inside],
  ['on its own', alone],
])('an agent that was let in by OAuth, with the service %s', (_, start) => {
  let place: Place
  beforeAll(async () => {
    place = await start()
  })

  it('works under the name that it was let in by, whatever it calls itself', async () => {
    const { api, url } = place
    const person = await signUp(api)
    const { tokens } = await letIn(api, person)
    const agent = await connect(url, tokens.access_token, { name: 'Somebody else' })
    expect((await call(agent, 'create_task', { title: 'Buy milk' })).text).toContain(
      "Created task 'Buy milk'",
    )
    expect((await call(agent, 'list_tasks')).text).toContain('[ ] Buy milk')
    expect(await historyOf(person)).toMatchObject([{ kind: 'create', actor: 'agent', client: 'mcp:Claude' }])
    expect((await call(agent, 'undo')).isError).toBe(false)
    expect((await call(agent, 'list_tasks')).text).toContain('No tasks found.')
    await agent.close()
  })

  it('sees what it may only read, and nothing of others', async () => {
    const { api, url } = place
    const [person, other] = [await signUp(api), await signUp(api)]
    await other.post('/api/tasks', { title: 'Not yours' })
    const { tokens } = await letIn(api, person, { scopes: ['tasks:read'] })
    const agent = await connect(url, tokens.access_token)
    const names = (await agent.listTools()).tools.map(({ name }) => name)
    expect(names).toContain('list_tasks')
    expect(names).not.toContain('create_task')
    expect((await call(agent, 'list_tasks', { status: 'all' })).text).toContain('No tasks found.')
    await agent.close()
  })

  it('only proposes where it may do no more', async () => {
    const { api, url } = place
    const person = await signUp(api)
    const fields = { scope: 'tasks:read tasks:write tasks:propose' }
    const { tokens } = await letIn(api, person, { scopes: ['tasks:read', 'tasks:propose'], fields })
    const agent = await connect(url, tokens.access_token)
    const proposed = await call(agent, 'create_task', { title: 'Buy milk' })
    expect([proposed.isError, proposed.text]).toEqual([false, 'Proposed: Add Buy milk'])
    expect((await call(agent, 'list_tasks')).text).toContain('No tasks found.')
    const { proposals } = Object((await person.get('/api/proposals')).body)
    expect(proposals).toMatchObject([{ actor: 'agent', client: 'mcp:Claude', summary: 'Add Buy milk' }])
    expect((await person.post(`/api/proposals/${proposals[0].id}/approve`)).status).toBe(200)
    expect((await call(agent, 'list_tasks')).text).toContain('[ ] Buy milk')
    expect(await historyOf(person)).toMatchObject([{ kind: 'create', actor: 'agent', client: 'mcp:Claude' }])
    await agent.close()
  })

  it('is out once it is disconnected', async () => {
    const { api, url } = place
    const person = await signUp(api)
    const { tokens, grant } = await letIn(api, person)
    expect(await statusOf(url, tokens.access_token)).not.toBe(401)
    expect((await person.delete(`/api/account/agents/${grant}`)).status).toBe(200)
    while ((await statusOf(url, tokens.access_token)) !== 401)
      await new Promise((resolve) => setTimeout(resolve, 100))
  })
})
