import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Agents, call, personWithAgent, startAgents } from './agents.ts'

let agents: Agents
beforeAll(async () => {
  agents = await startAgents()
})
afterAll(() => agents.stop())

describe.each([{ isOld: false }, { isOld: true }])('tools over HTTP (older client: $isOld)', ({ isOld }) => {
  it('creates and lists in the words of the plan', async () => {
    const { agent } = await personWithAgent(agents, { isOld })
    const created = await call(agent, 'create_task', { title: 'Buy milk', due_date: '2030-01-02' })
    const { task } = created.data as { task: { id: string; number: number } }
    expect(created.text).toBe(`Created task 'Buy milk' (ID: ${task.id})`)
    const { text, note, data } = await call(agent, 'list_tasks')
    expect(text).toBe('Your tasks:\n[ ] Buy milk (due: 2030-01-02)\n')
    expect(note).toBe('1 task in all. Numbers, in this order: 1.')
    expect(data).toMatchObject({ tasks: [{ number: 1, title: 'Buy milk' }], total: 1, next_cursor: null })
    await agent.close()
  })
})
