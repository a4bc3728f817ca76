import { isUuid } from '@todo/core'
import { expect, test } from 'vitest'
import { createLocalIds } from './local-ids.ts'

const at = Date.UTC(2026, 10, 23)

test('ids are uuids of version 7 that hold the time and keep the order in which they were made', () => {
  let now = at
  const ids = createLocalIds(() => now)
  const made = Array.from({ length: 5000 }, (_, index) => {
    // The clock may go back, too.
    if (index === 2500) now -= 1000
    return ids.uuid()
  })
  expect(made.every(isUuid)).toBe(true)
  expect(made.every((id) => /^.{14}7.{4}[89ab]/.test(id))).toBe(true)
  expect(made.toSorted()).toEqual(made)
  expect(new Set(made).size).toBe(made.length)
  expect(Number.parseInt((made[0] ?? '').replaceAll('-', '').slice(0, 12), 16)).toBe(at)
})

test('two programs make different ids at the same moment', () => {
  const first = createLocalIds(() => at)
  const second = createLocalIds(() => at)
  const made = Array.from({ length: 1000 }, () => [first.uuid(), second.uuid()]).flat()
  expect(new Set(made).size).toBe(2000)
})

test('the same two texts derive the same id', () => {
  const { derive } = createLocalIds(Date.now)
  expect(isUuid(derive('space', 'name'))).toBe(true)
  expect(derive('space', 'name')).toBe(derive('space', 'name'))
  expect(derive('space', 'name')).not.toBe(derive('other', 'name'))
})
