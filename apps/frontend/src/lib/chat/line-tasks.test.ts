import { describe, expect, it } from 'vitest'
import { lineTasks } from './line-tasks.ts'

const rent = { id: 'a', number: 3, title: 'Pay rent — the flat, and the garage' }
const find = lineTasks(
  [
    {
      call_id: 'c',
      name: 'get_task',
      arguments: {},
      result: { text: '', data: { task: rent } },
      is_error: false,
      operation_id: null,
    },
  ],
  (number) => (number === 4 ? { id: 'b', title: 'Call mum' } : null),
)

describe('a point of a list', () => {
  it.each([
    [`#3 ${rent.title}`, 'a'],
    [`#3 ${rent.title} — was due yesterday, high priority, in progress, #home #flat`, 'a'],
    ['#4 Call mum — due tomorrow', 'b'],
  ])('stands for its task: %s', (line, id) => {
    expect(find(line)?.id).toBe(id)
  })

  it.each([
    '#4 Call dad',
    '#5 Call mum',
    'Call mum',
    '#4 Call mum — due tomorrow, and you should not forget it',
    '#4 Call mum today',
  ])('stays text where it says anything else: %s', (line) => {
    expect(find(line)).toBeNull()
  })
})
