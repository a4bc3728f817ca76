import { expect, it } from 'vitest'
import { enChat } from '../../i18n/en-chat.ts'
import { sayCall } from './say-call.ts'
import { operationsOf } from './tool-data.ts'

const task = (number: number) => ({ id: `id ${number}`, number, title: `Task ${number}` })
const called = (name: string, args: unknown, data: unknown, more = {}) => ({
  call_id: '1',
  name,
  arguments: args,
  result: { text: '', data },
  is_error: false,
  operation_id: 'operation',
  ...more,
})
const batch = (ops: readonly string[]) =>
  called(
    'batch_tasks',
    { operations: ops.map((op) => ({ op })) },
    { operation_ids: ['x', 'y'], done: ops.map((_, index) => ({ index, task: task(index) })) },
    { operation_id: null },
  )

it.each([
  [called('create_task', {}, { task: task(1) }), 'Added “Task 1”'],
  [called('update_task', { status: 'pending' }, { task: task(1) }), 'Opened “Task 1” again'],
  [called('complete_task', {}, { task: task(1) }, { operation_id: null }), 'Nothing to change: “Task 1”'],
  [batch(['complete', 'complete']), 'Completed 2 tasks'],
  [batch(['delete']), 'Moved “Task 0” to the trash'],
  [batch(['create', 'complete']), 'Changed 2 tasks'],
  [called('list_tasks', {}, { tasks: [], total: 0 }), 'Found no task'],
  [called('list_tasks', {}, { tasks: [], total: 9, total_is_lower_bound: true }), 'Found more than 9 tasks'],
  [called('today', {}, null, { is_error: true }), 'Could not do it: look at today'],
  [called('something_new', {}, null), 'Called something_new'],
])('says what a call did', (call, line) => {
  expect(sayCall(call, enChat.tool)).toBe(line)
})

it('takes back all changes that a batch made', () => {
  expect(operationsOf(batch(['complete']))).toEqual(['x', 'y'])
})
