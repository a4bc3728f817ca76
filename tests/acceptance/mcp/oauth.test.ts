import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { letIn } from '../api/agent.ts'
import { signUp } from '../api/person.ts'
import { type Agents, call, connect, makeKey, startAgents } from './agents.ts'

let agents: Agents
beforeAll(async () => {
  agents = await startAgents()
})
afterAll(() => agents.stop())

describe('an agent that a person has let in by OAuth', () => {
  it('is out at once, with its streams, when it is disconnected', async () => {
    const person = await signUp(agents.api)
    const { tokens, grant } = await letIn(agents.api, person)
    const agent = await connect(agents.url, tokens.access_token)
    const subscription = await agent.listen({ resourceSubscriptions: ['todo://today'] })
    expect((await person.delete(`/api/account/agents/${grant}`)).status).toBe(200)
    expect(await subscription.closed).toBe('graceful')
    await expect(call(agent, 'list_tasks')).rejects.toThrow()
    await agent.close()
  })
})

describe('an agent that may only propose', () => {
  it('proposes by the same tools, and nothing is changed before the person says yes', async () => {
    const person = await signUp(agents.api)
    await person.task({ title: 'Old' })
    const { key } = await makeKey(person, ['tasks:read', 'tasks:propose'], 'Timid')
    const agent = await connect(agents.url, key)
    const { tools } = await agent.listTools()
    expect(tools.find(({ name }) => name === 'create_task')?.description).toContain('waits for the person')
    const proposed = await call(agent, 'create_task', { title: 'New' })
    expect([proposed.isError, proposed.text]).toEqual([false, expect.stringMatching(/^Proposed: .*New/)])
    const batch = await call(agent, 'batch_tasks', {
      operations: [
        { op: 'complete', task_id: 1 },
        { op: 'complete', task_id: 9 },
      ],
    })
    expect(batch.isError).toBe(false)
    expect(batch.text).toMatch(/^Proposed: .*\nItem 1: Task 9 not found\.$/s)
    expect((await call(agent, 'get_task', { task_id: 7 })).text).toBe('Task 7 not found.')
    expect((await call(agent, 'list_tasks')).text).toBe('Your tasks:\n[ ] Old\n')
    expect((await person.get('/api/proposals')).body).toMatchObject({ total: 2 })
    expect((await person.post('/api/proposals/approve', { all: true })).status).toBe(200)
    expect((await call(agent, 'list_tasks')).text).toBe('Your tasks:\n[ ] New\n[x] Old\n')
    expect((await person.get('/api/history?actor=agent')).body).toMatchObject({
      operations: [{ kind: 'batch' }, { kind: 'create' }],
    })
    await agent.close()
  })
})
