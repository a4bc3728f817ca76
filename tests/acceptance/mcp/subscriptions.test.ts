import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signUp } from '../api/person.ts'
import { type Agents, call, connect, makeKey, personWithAgent, startAgents } from './agents.ts'
import { updatesOf } from './updates.ts'

let agents: Agents
beforeAll(async () => {
  agents = await startAgents()
})
afterAll(() => agents.stop())

describe('subscriptions over HTTP', () => {
  it('tell of the resources that a change by anybody touches, and of no others', async () => {
    const { agent, person } = await personWithAgent(agents)
    await person.task({ title: 'One' })
    await person.task({ title: 'Two' })
    const updates = updatesOf(agent)
    const subscription = await agent.listen({
      resourceSubscriptions: ['todo://task/1', 'todo://task/2', 'todo://tasks/done', 'todo://today'],
    })
    await person.post('/api/tasks/1/complete')
    await updates.of('todo://tasks/done')
    await person.patch('/api/tasks/2', { due_date: '2020-01-01' })
    await updates.of('todo://today')
    expect(updates.uris).toEqual(['todo://task/1', 'todo://tasks/done', 'todo://task/2', 'todo://today'])
    await subscription.close()
    await agent.close()
  })

  it('tell nothing of what another user does', async () => {
    const { agent, person } = await personWithAgent(agents)
    const other = await personWithAgent(agents)
    const updates = updatesOf(agent)
    const subscription = await agent.listen({
      resourceSubscriptions: ['todo://tasks/open', 'todo://tasks/done'],
    })
    await call(other.agent, 'create_task', { title: 'Elsewhere' })
    await call(other.agent, 'complete_task', { task_id: 1 })
    await person.task({ title: 'Here' })
    await updates.of('todo://tasks/open')
    expect(updates.uris).toEqual(['todo://tasks/open'])
    await subscription.close()
    await Promise.all([agent.close(), other.agent.close()])
  })

  it('end when the credential is revoked', async () => {
    const { agent, person, keyId } = await personWithAgent(agents)
    const subscription = await agent.listen({ resourceSubscriptions: ['todo://today'] })
    await person.delete(`/api/account/api-keys/${keyId}`)
    expect(await subscription.closed).toBe('graceful')
    await agent.close()
  })

  it('are not offered to older clients, which are served request by request', async () => {
    const person = await signUp(agents.api)
    const agent = await connect(agents.url, (await makeKey(person)).key, { isOld: true })
    expect(agent.getServerCapabilities()?.resources?.subscribe).toBe(false)
    await expect(agent.subscribeResource({ uri: 'todo://today' })).rejects.toThrow()
    await agent.close()
  })
})
