import type { Client } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Agents, personWithAgent, startAgents } from './agents.ts'

let agents: Agents
beforeAll(async () => {
  agents = await startAgents()
})
afterAll(() => agents.stop())

async function read(agent: Client, uri: string): Promise<Record<string, unknown>> {
  const { contents } = await agent.readResource({ uri })
  const [content] = contents
  expect(content).toMatchObject({ uri, mimeType: 'application/json' })
  return JSON.parse(content && 'text' in content ? content.text : '')
}

describe.each([{ isOld: false }, { isOld: true }])(
  'what there is besides tools (older client: $isOld)',
  ({ isOld }) => {
    it('reads lists, tags and tasks as resources', async () => {
      const { agent, person } = await personWithAgent(agents, { isOld })
      await person.task({ title: 'Old', due_date: '2020-01-01', tags: ['home', 'grüße'] })
      await person.task({ title: 'Done' })
      await person.post('/api/tasks/2/complete')
      await person.task({ title: 'Gone' })
      await person.delete('/api/tasks/3')
      const { resources } = await agent.listResources()
      expect(resources.map(({ uri }) => uri)).toEqual([
        'todo://today',
        'todo://tasks/open',
        'todo://tasks/done',
        'todo://tasks/all',
        'todo://tasks/trash',
        'todo://tags',
      ])
      const titles = async (uri: string) =>
        [(await read(agent, uri)).tasks].flat().map((task) => Object(task).title)
      expect(await titles('todo://today')).toEqual(['Old'])
      expect(await titles('todo://tasks/open')).toEqual(['Old'])
      expect(await titles('todo://tasks/done')).toEqual(['Done'])
      expect(await titles('todo://tasks/all')).toEqual(['Done', 'Old'])
      expect(await titles('todo://tasks/trash')).toEqual(['Gone'])
      expect(await titles(`todo://tag/${encodeURIComponent('grüße')}`)).toEqual(['Old'])
      expect(await read(agent, 'todo://task/1')).toMatchObject({ task: { title: 'Old' } })
      expect(await read(agent, 'todo://tags')).toMatchObject({ tags: [{ tag: 'grüße' }, { tag: 'home' }] })
      for (const uri of ['todo://task/9', 'todo://tasks/mine', 'todo://nothing', 'file:///etc/passwd']) {
        await expect(agent.readResource({ uri })).rejects.toThrow(`There is no resource ${uri}`)
      }
      await agent.close()
    })

    it('gives long lists in pages that lead to each other', async () => {
      const { agent, person } = await personWithAgent(agents, { isOld })
      const operations = Array.from({ length: 150 }, (_, at) => ({ op: 'create', title: `Task ${at}` }))
      await person.post('/api/tasks/batch', { operations })
      const first = await read(agent, 'todo://tasks/open')
      expect([Object(first.tasks).length, first.total]).toEqual([100, 150])
      const second = await read(agent, String(first.next))
      expect([Object(second.tasks).length, second.next]).toEqual([50, null])
      await agent.close()
    })

    it('fills prompts with the tasks that they are about', async () => {
      const { agent, person } = await personWithAgent(agents, { isOld })
      await person.task({ title: 'Move house', description: 'In May', tags: ['home'] })
      await person.task({ title: 'Late', due_date: '2020-01-01' })
      const { prompts } = await agent.listPrompts()
      expect(prompts.map(({ name }) => name)).toEqual(['plan_my_day', 'weekly_review', 'break_down_task'])
      const textOf = async (name: string, args: Record<string, string> = {}): Promise<string> => {
        const { messages } = await agent.getPrompt({ name, arguments: args })
        const [content] = messages.map((message) => message.content)
        return content?.type === 'text' ? content.text : ''
      }
      expect(await textOf('plan_my_day')).toMatch(/due today:\n#2 \[ \] Late \(due: 2020-01-01\)/)
      expect(await textOf('plan_my_day', { tag: 'Home' })).not.toContain('Late')
      expect(await textOf('weekly_review')).toMatch(/Overdue:\n#2 \[ \] Late/)
      expect(await textOf('break_down_task', { task: '1' })).toContain('[ ] Move house\n#1 · status: pending')
      await expect(agent.getPrompt({ name: 'break_down_task' })).rejects.toThrow('needs the argument task')
      await expect(agent.getPrompt({ name: 'break_down_task', arguments: { task: '77' } })).rejects.toThrow(
        'Task 77 not found.',
      )
      await agent.close()
    })

    it('completes tags and tasks', async () => {
      const { agent, person } = await personWithAgent(agents, { isOld })
      await person.task({ title: 'Water the plants', tags: ['home', 'garden'] })
      await person.task({ title: 'Write', tags: ['work'] })
      const values = async (ref: Parameters<Client['complete']>[0]['ref'], name: string, value: string) =>
        (await agent.complete({ ref, argument: { name, value } })).completion.values
      expect(await values({ type: 'ref/prompt', name: 'plan_my_day' }, 'tag', 'H')).toEqual(['home'])
      expect(await values({ type: 'ref/resource', uri: 'todo://tag/{tag}' }, 'tag', '')).toEqual([
        'garden',
        'home',
        'work',
      ])
      expect(await values({ type: 'ref/resource', uri: 'todo://task/{number}' }, 'number', '')).toEqual([
        '1',
        '2',
      ])
      expect(await values({ type: 'ref/prompt', name: 'break_down_task' }, 'task', 'plan')).toEqual(['1'])
      await agent.close()
    })

    it('logs to who asked for it, without the texts of tasks', async () => {
      const { agent } = await personWithAgent(agents, { isOld })
      const logged: unknown[] = []
      agent.setNotificationHandler('notifications/message', ({ params }) => void logged.push(params))
      const _meta = isOld ? {} : { 'io.modelcontextprotocol/logLevel': 'info' }
      await agent.callTool({ name: 'create_task', arguments: { title: 'Quiet words' }, _meta })
      expect(logged).toMatchObject([{ level: 'info', logger: 'todo', data: { tool: 'create_task' } }])
      expect(JSON.stringify(logged)).not.toContain('Quiet')
      await agent.close()
    })
  },
)
