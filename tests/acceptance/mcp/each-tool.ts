import type { Client } from '@modelcontextprotocol/client'
import { expect } from 'vitest'
import { call } from './agents.ts'

/** One call of each tool, each on what those before it made of an empty list. */
export const eachTool: readonly (readonly [name: string, args: Record<string, unknown>])[] = [
  ['create_task', { title: 'Buy milk', due_date: '2030-01-02' }],
  ['list_tasks', {}],
  ['get_task', { task_id: 1 }],
  ['update_task', { task_id: 1, priority: 'high' }],
  ['search_tasks', { query: 'milk' }],
  ['complete_task', { task_id: 1 }],
  [
    'batch_tasks',
    {
      operations: [
        { op: 'create', title: 'Bread' },
        { op: 'reopen', task_id: 1 },
      ],
    },
  ],
  ['today', {}],
  ['delete_task', { task_id: 2 }],
  ['history', {}],
  ['undo', {}],
]

/** Calls every tool that is offered. `before` is run before the call of each. */
export async function callEachTool(
  client: Client,
  before: (name: string) => void = () => undefined,
): Promise<void> {
  const { tools } = await client.listTools()
  expect(eachTool.map(([name]) => name).toSorted()).toEqual(tools.map(({ name }) => name).toSorted())
  for (const [name, args] of eachTool) {
    before(name)
    expect(await call(client, name, args), name).toMatchObject({ isError: false })
  }
}
