import type { Client } from '@modelcontextprotocol/client'
import type { TaskWire } from '@todo/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Agents, call, personWithAgent, startAgents } from './agents.ts'

let agents: Agents
beforeAll(async () => {
  agents = await startAgents()
})
afterAll(() => agents.stop())

const taskIn = (data: Readonly<Record<string, unknown>>): TaskWire => data.task as TaskWire

async function made(agent: Client, ...titles: string[]): Promise<TaskWire[]> {
  const tasks: TaskWire[] = []
  for (const title of titles) tasks.push(taskIn((await call(agent, 'create_task', { title })).data))
  return tasks
}

describe.each([{ isOld: false }, { isOld: true }])(
  'each tool over HTTP (older client: $isOld)',
  ({ isOld }) => {
    const setUp = () => personWithAgent(agents, { isOld })

    it('creates and lists in the words of the plan', async () => {
      const { agent } = await setUp()
      const created = await call(agent, 'create_task', {
        title: 'Buy milk',
        due_date: '2030-01-02',
        tags: ['Home'],
      })
      const task = taskIn(created.data)
      expect(created.text).toBe(`Created task 'Buy milk' (ID: ${task.id})`)
      expect(task).toMatchObject({ number: 1, priority: 'medium', tags: ['home'], due_date: '2030-01-02' })
      const listed = await call(agent, 'list_tasks')
      expect(listed.text).toBe('Your tasks:\n[ ] Buy milk (due: 2030-01-02)\n')
      expect(listed.note).toBe('1 task in all. Numbers, in this order: 1.')
      expect(listed.data).toMatchObject({ tasks: [{ number: 1 }], total: 1, next_cursor: null })
      await agent.close()
    })

    it('takes a number, a number as text, with a sign, and an id', async () => {
      const { agent } = await setUp()
      const [task] = await made(agent, 'Call mom')
      for (const task_id of [1, '1', '#1', task?.id, task?.id.toUpperCase()]) {
        const shown = await call(agent, 'get_task', { task_id })
        expect(shown.text).toBe('[ ] Call mom\n#1 · status: pending · priority: medium')
        expect(taskIn(shown.data).id).toBe(task?.id)
      }
      await agent.close()
    })

    it('updates, completes and deletes, and takes each back', async () => {
      const { agent } = await setUp()
      await made(agent, 'Pay rent')
      const updated = await call(agent, 'update_task', {
        task_id: 1,
        title: 'Pay the rent',
        priority: 'high',
        status: null,
      })
      expect([updated.text, taskIn(updated.data).priority]).toEqual(["Updated task 'Pay the rent'", 'high'])
      expect((await call(agent, 'complete_task', { task_id: 1 })).text).toBe("Completed task 'Pay the rent'")
      expect((await call(agent, 'list_tasks', { status: 'done' })).text).toBe(
        'Your tasks:\n[x] Pay the rent\n',
      )
      expect((await call(agent, 'delete_task', { task_id: '#1' })).text).toBe('Deleted task #1')
      expect((await call(agent, 'list_tasks')).text).toBe('No tasks found.')
      const undone = await call(agent, 'undo')
      expect(undone.text).toBe('Undid the change. Now:\n[x] Pay the rent\n')
      await call(agent, 'undo')
      await call(agent, 'undo')
      expect((await call(agent, 'list_tasks')).text).toBe('Your tasks:\n[ ] Pay rent\n')
      await agent.close()
    })

    it('clears description and due date by null, and says where nothing was to be changed', async () => {
      const { agent } = await setUp()
      await call(agent, 'create_task', {
        title: 'Plan',
        description: 'Long',
        due_date: '2030-01-02',
        priority: null,
      })
      const cleared = await call(agent, 'update_task', { task_id: 1, description: null, due_date: null })
      expect(taskIn(cleared.data)).toMatchObject({ description: null, due_date: null, title: 'Plan' })
      const again = await call(agent, 'update_task', { task_id: 1, due_date: null })
      expect([again.data.operation_id, again.note]).toEqual([
        null,
        'It was like that already, so nothing was changed.',
      ])
      await agent.close()
    })

    it('finds by beginnings of words, and what is due', async () => {
      const { agent, person } = await setUp()
      await person.task({ title: 'Write the report', due_date: '2020-01-01' })
      await person.task({ title: 'Read the news', due_date: '2099-01-01' })
      expect((await call(agent, 'search_tasks', { query: 'rep' })).text).toBe(
        'Your tasks:\n[ ] Write the report (due: 2020-01-01)\n',
      )
      expect((await call(agent, 'search_tasks', { query: 'zebra' })).text).toBe('No tasks found.')
      const today = await call(agent, 'today', { timezone: 'Asia/Tokyo' })
      expect(today.text).toBe('Your tasks:\n[ ] Write the report (due: 2020-01-01)\n')
      expect(today.note).toMatch(/^Today is \d{4}-\d\d-\d\d\. 1 task in all\./)
      await agent.close()
    })

    it('gives long lists in pages, and says how many there are', async () => {
      const { agent, person } = await setUp()
      const operations = Array.from({ length: 45 }, (_, at) => ({ op: 'create', title: `Task ${at}` }))
      await person.post('/api/tasks/batch', { operations })
      const seen = new Set<number>()
      let cursor: string | null = null
      for (let page = 0; page === 0 || cursor !== null; page += 1) {
        const { data, note } = await call(agent, 'list_tasks', cursor === null ? {} : { cursor })
        const tasks = data.tasks as TaskWire[]
        for (const { number } of tasks) seen.add(number)
        cursor = data.next_cursor as string | null
        expect(note).toContain(`45 tasks in all, ${tasks.length} ${cursor === null ? 'here' : 'shown here'}.`)
        if (cursor !== null) expect(note).toContain(`call again with cursor "${cursor}"`)
      }
      expect(seen.size).toBe(45)
      await agent.close()
    })

    it('carries out a batch as one change, and reports what fails item by item', async () => {
      const { agent, person } = await setUp()
      await made(agent, 'One', 'Two')
      const { text, data, note } = await call(agent, 'batch_tasks', {
        operations: [
          { op: 'complete', task_id: 1 },
          { op: 'delete', task_id: 99 },
          { op: 'update', task_id: '2', due_date: '2030-05-05' },
          { op: 'create', title: 'Three' },
          { op: 'update', task_id: 2 },
          { op: 'create', title: ' ', priority: 'urgent' },
          'nonsense',
          { op: 'purge', task_id: 1 },
        ],
      })
      expect(text).toBe(
        [
          'Done: 3 of 8 items',
          'Item 1: Task 99 not found.',
          'Item 4: Name at least one field to change.',
          'Item 5: title: Give the task a title. priority: use one of low, medium, high.',
          'Item 6: Expected object.',
          'Item 7: op: use one of create, update, complete, reopen, delete, restore.',
        ].join('\n'),
      )
      expect(note).toContain('Numbers, in the order of the items: 1, 2, 3.')
      expect(data.operation_ids).toHaveLength(1)
      await call(agent, 'undo')
      expect((await call(agent, 'list_tasks')).text).toBe('Your tasks:\n[ ] Two\n[ ] One\n')
      const { body } = await person.get('/api/history?limit=1')
      expect(body).toMatchObject({ operations: [{ kind: 'undo', actor: 'agent' }] })
      await agent.close()
    })

    it('tells how far a long batch is', async () => {
      const { agent } = await setUp()
      const operations = Array.from({ length: 250 }, (_, at) => ({ op: 'create', title: `Task ${at}` }))
      const told: unknown[] = []
      const result = await agent.callTool(
        { name: 'batch_tasks', arguments: { operations } },
        { onprogress: ({ progress, total }) => told.push([progress, total]) },
      )
      expect(told).toEqual([
        [100, 250],
        [200, 250],
        [250, 250],
      ])
      expect(Object(result.structuredContent).operation_ids).toHaveLength(3)
      await agent.close()
    })

    it('shows what was changed, by whom, and keeps the name of the client', async () => {
      const { agent, person } = await personWithAgent(agents, { isOld, name: 'Robin\u202e 7' })
      await person.task({ title: 'By hand' })
      await call(agent, 'complete_task', { task_id: 1 })
      const { text, data } = await call(agent, 'history')
      const client = isOld ? /mcp:key [0-9a-f-]+/ : /mcp:Robin 7/
      expect(data.operations).toMatchObject([
        { kind: 'complete', actor: 'agent', client: expect.stringMatching(client), task_count: 1 },
        { kind: 'create', actor: 'user', client: 'api', summary: "created #1 'By hand'" },
      ])
      expect(text).toContain("completed #1 'By hand'")
      const { body } = await person.get('/api/history?actor=agent')
      expect(body).toMatchObject({ operations: [{ client: expect.stringMatching(client) }] })
      await agent.close()
    })

    it('undoes a change by its id, and says which fields were changed since', async () => {
      const { agent, person } = await setUp()
      await made(agent, 'Draft')
      const { data } = await call(agent, 'update_task', { task_id: 1, title: 'Final' })
      await person.patch('/api/tasks/1', { title: 'Really final' })
      const refused = await call(agent, 'undo', { operation_id: data.operation_id })
      expect(refused.isError).toBe(true)
      expect(refused.text).toContain('#1 title: it was left as "Final" and is now "Really final"')
      await person.patch('/api/tasks/1', { title: 'Final' })
      const undone = await call(agent, 'undo', { operation_id: data.operation_id })
      expect(undone.text).toBe('Undid the change. Now:\n[ ] Draft\n')
      const again = await call(agent, 'undo', { operation_id: data.operation_id })
      expect([again.isError, again.text]).toEqual([true, 'This operation is already undone.'])
      await agent.close()
    })

    it('answers bad arguments in words, with what to try next', async () => {
      const { agent } = await setUp()
      const wrong: readonly [string, object, string, string][] = [
        ['get_task', { task_id: 9 }, 'Task 9 not found.', 'Find it with search_tasks'],
        ['complete_task', { task_id: 'milk' }, 'Task milk not found.', 'by its number (42) or its id'],
        ['delete_task', {}, 'task_id is missing.', 'delete_task takes: task_id.'],
        ['create_task', { title: ' ' }, 'title: Give the task a title.', 'create_task takes: title'],
        ['create_task', { title: 'a', due: 'x' }, 'There is no argument due.', 'due_date'],
        ['create_task', { title: 'a', due_date: '2030-02-30' }, 'due_date: Give a date that exists', ''],
        ['update_task', { task_id: 1 }, 'Name at least one field to change.', 'update_task takes'],
        ['list_tasks', { status: 'closed' }, 'status: use one of pending, in_progress, done, open, all.', ''],
        ['list_tasks', { limit: 1000 }, 'limit: use at most 100.', ''],
        ['list_tasks', { cursor: 'nonsense' }, 'cursor', 'call the tool once more'],
        ['undo', {}, 'Nothing to undo.', 'history'],
        ['batch_tasks', { operations: [{ op: 'purge', task_id: 1 }] }, 'use one of create, update', ''],
      ]
      for (const [name, args, text, note] of wrong) {
        const answer = await call(agent, name, { ...args })
        expect(answer, name).toMatchObject({ isError: true, text: expect.stringContaining(text) })
        expect(answer.note).toContain(note)
      }
      await expect(call(agent, 'drop_tables')).rejects.toThrow(
        'There is no tool drop_tables. There are: create_task',
      )
      await agent.close()
    })

    it('hints which tools only read, which take something off the list, and which can be repeated', async () => {
      const { agent } = await setUp()
      const { tools } = await agent.listTools()
      const hints = tools.map(
        ({ name, annotations: { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = {} }) => [
          name,
          readOnlyHint,
          destructiveHint,
          idempotentHint,
          openWorldHint,
        ],
      )
      expect(hints).toEqual([
        ['create_task', false, false, false, false],
        ['list_tasks', true, false, true, false],
        ['get_task', true, false, true, false],
        ['update_task', false, false, true, false],
        ['complete_task', false, false, true, false],
        ['delete_task', false, true, true, false],
        ['search_tasks', true, false, true, false],
        ['undo', false, false, false, false],
        ['batch_tasks', false, true, false, false],
        ['history', true, false, true, false],
        ['today', true, false, true, false],
      ])
      for (const { inputSchema, outputSchema } of tools) {
        expect(JSON.stringify([inputSchema, outputSchema])).not.toMatch(/"pattern"|user_id|\$ref/)
      }
      await agent.close()
    })
  },
)

/** A figure that has stood for thirty looks: whatever was still at work had its turns between them. */
async function settled(look: () => Promise<number>): Promise<number> {
  let figure = await look()
  for (let same = 0; same < 30; same += 1) {
    const next = await look()
    if (next !== figure) same = 0
    figure = next
  }
  return figure
}

describe('a long call', () => {
  it('stops a batch that nobody waits for any more, and keeps what was done', async () => {
    const { agent } = await personWithAgent(agents)
    const operations = Array.from({ length: 1000 }, (_, at) => ({ op: 'create', title: `Task ${at}` }))
    const leaving = new AbortController()
    const called = agent.callTool(
      { name: 'batch_tasks', arguments: { operations } },
      { onprogress: () => leaving.abort(), signal: leaving.signal },
    )
    await expect(called).rejects.toThrow()
    const total = await settled(async () =>
      Number((await call(agent, 'list_tasks', { limit: 1 })).data.total),
    )
    expect(total).toBeGreaterThanOrEqual(100)
    expect(total).toBeLessThan(1000)
    await agent.close()
  })
})
