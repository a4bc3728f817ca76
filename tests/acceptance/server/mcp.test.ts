import { afterAll, describe, expect, it } from 'vitest'
import { call, connect } from '../mcp/agents.ts'
import { updatesOf } from '../mcp/updates.ts'
import { address, newSite } from './server-process.ts'

const site = newSite()
afterAll(() => site.clear())

describe('agents at the all-in-one server', () => {
  it('find /mcp and its metadata on the address of everything else, and streams do not hold up its stop', async () => {
    const server = site.start({})
    const url = await address(server)
    const registered = await fetch(`${url}/api/auth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ada@example.org', password: 'correct horse battery' }),
    })
    const { accessToken } = Object(await registered.json())
    const agent = await connect(new URL('/mcp', url), accessToken, { name: 'Robin' })
    const updates = updatesOf(agent)
    const subscription = await agent.listen({ resourceSubscriptions: ['todo://tasks/open'] })
    await call(agent, 'create_task', { title: 'Buy milk' })
    await updates.of('todo://tasks/open')
    const history = await fetch(`${url}/api/history`, { headers: { authorization: `Bearer ${accessToken}` } })
    expect(await history.json()).toMatchObject({ operations: [{ actor: 'agent', client: 'mcp:Robin' }] })
    const metadata = await fetch(`${url}/.well-known/oauth-protected-resource/mcp`)
    expect(await metadata.json()).toMatchObject({ resource: `${url}/mcp` })
    server.child.kill('SIGINT')
    expect(await subscription.closed).toBe('graceful')
    expect(await server.ended).toBe(0)
  })
})
