import { describe, expect, it } from 'vitest'
import { taskNameIn, taskRefOf } from './task-address.ts'

const id = '0197a8d0-0000-7000-8000-000000000001'

describe('the address of a task', () => {
  it.each([
    ['/tasks/42', '42'],
    ['/tasks/42?a=b', '42'],
    [`/tasks/${id}`, id],
    ['/tasks/x', 'x'],
    ['/tasks', null],
    ['/tasks?status=done', null],
    ['/tags/42', null],
  ])('%s names %s', (href, name) => {
    expect(taskNameIn(href)).toBe(name)
  })

  it('names it by number or id, and nothing else', () => {
    expect(taskRefOf('42')).toBe(42)
    expect(taskRefOf(id.toUpperCase())).toBe(id)
    for (const name of ['0', '-1', '1.5', '042', '1e3', 'x', '9'.repeat(16), '%20']) {
      expect(taskRefOf(name)).toBe(null)
    }
  })
})
