import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signUp } from '../api/person.ts'
import { type Agents, call, connect, makeKey, personWithAgent, startAgents } from './agents.ts'

let agents: Agents
beforeAll(async () => {
  agents = await startAgents()
})
afterAll(() => agents.stop())

const ping = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' })

function post(headers: Record<string, string>, body = ping): Promise<Response> {
  const accept = 'application/json, text/event-stream'
  return fetch(agents.url, {
    method: 'POST',
    headers: { accept, 'content-type': 'application/json', ...headers },
    body,
  })
}

describe('who may use the list over MCP', () => {
  it('is told where to sign in, by a challenge that leads to the metadata', async () => {
    const answer = await post({})
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'UNAUTHENTICATED' })
    const challenge = answer.headers.get('www-authenticate') ?? ''
    expect(challenge).toBe(
      `Bearer resource_metadata="${agents.url.origin}/.well-known/oauth-protected-resource/mcp", scope="tasks:read tasks:write"`,
    )
    const metadata = await fetch(/resource_metadata="([^"]+)"/.exec(challenge)?.[1] ?? '')
    expect(await metadata.json()).toEqual({
      resource: agents.url.href,
      authorization_servers: [agents.url.origin],
      scopes_supported: ['tasks:read', 'tasks:write', 'tasks:propose'],
      bearer_methods_supported: ['header'],
      resource_name: 'todo',
    })
    const wrong = await post({ authorization: 'Bearer nonsense' })
    expect([wrong.status, wrong.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('error="invalid_token"'),
    ])
  })

  it('may show an access token or an API key', async () => {
    const person = await signUp(agents.api)
    await person.task({ title: 'Mine' })
    for (const token of [person.accessToken, (await makeKey(person)).key]) {
      const agent = await connect(agents.url, token)
      expect((await call(agent, 'list_tasks')).text).toBe('Your tasks:\n[ ] Mine\n')
      await agent.close()
    }
  })

  it('sees only tools that read with a credential that may only read', async () => {
    const { agent, person } = await personWithAgent(agents, { scopes: ['tasks:read'] })
    const { tools } = await agent.listTools()
    expect(tools.map(({ name }) => name)).toEqual([
      'list_tasks',
      'get_task',
      'search_tasks',
      'history',
      'today',
    ])
    await expect(call(agent, 'create_task', { title: 'Sneaked in' })).rejects.toThrow(
      'This credential may only read, so there is no tool create_task.',
    )
    expect((await person.get('/api/tasks')).body).toMatchObject({ total: 0 })
    await agent.close()
  })

  it('needs to be allowed to read', async () => {
    const person = await signUp(agents.api)
    const { key } = await makeKey(person, ['tasks:write'])
    const answer = await post({ authorization: `Bearer ${key}` })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      403,
      expect.stringContaining('error="insufficient_scope"'),
    ])
  })

  it('finds no task of another user, by number or id', async () => {
    const other = await signUp(agents.api)
    const theirs = await other.task({ title: 'Theirs' })
    const { agent } = await personWithAgent(agents)
    for (const task_id of [1, theirs.id]) {
      for (const tool of ['get_task', 'complete_task', 'delete_task']) {
        const answer = await call(agent, tool, { task_id })
        expect([answer.isError, answer.text]).toEqual([true, `Task ${task_id} not found.`])
      }
    }
    await expect(agent.readResource({ uri: `todo://task/${theirs.id}` })).rejects.toThrow(
      'There is no resource',
    )
    expect((await other.get('/api/tasks/1')).body).toMatchObject({ task: { status: 'pending', version: 1 } })
    await agent.close()
  })

  it('is out at once when its key is revoked', async () => {
    const { agent, person, keyId } = await personWithAgent(agents)
    await call(agent, 'list_tasks')
    await person.delete(`/api/account/api-keys/${keyId}`)
    await expect(call(agent, 'list_tasks')).rejects.toThrow()
    await agent.close()
  })

  it('is no page of another site', async () => {
    const { accessToken } = await signUp(agents.api)
    const authorization = `Bearer ${accessToken}`
    const answer = await post({ authorization, origin: 'https://evil.example' })
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'FORBIDDEN_ORIGIN' }])
    expect((await post({ authorization, origin: 'http://localhost:6274' })).status).toBe(200)
  })

  it('gets a clear answer to what is no request of the protocol', async () => {
    const { accessToken } = await signUp(agents.api)
    const authorization = `Bearer ${accessToken}`
    expect((await post({ authorization }, 'not json')).status).toBe(400)
    expect((await post({ authorization, 'content-type': 'text/plain' })).status).toBe(415)
    expect((await fetch(agents.url, { headers: { authorization } })).status).toBe(405)
    const large = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'ping',
      params: { text: 'x'.repeat(5_000_000) },
    })
    expect((await post({ authorization }, large)).status).toBe(413)
    expect((await fetch(new URL('/api/chat/nothing', agents.url))).status).toBe(404)
  })

  it('leaves no text of a task in the log', async () => {
    const { agent } = await personWithAgent(agents)
    await call(agent, 'create_task', { title: 'A very private matter' })
    await call(agent, 'search_tasks', { query: 'private' })
    await agent.close()
    expect(agents.logged.length).toBeGreaterThan(0)
    expect(agents.logged.join('\n')).not.toContain('private')
  })
})
