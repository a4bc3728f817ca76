import { expect, test } from 'vitest'
import { systemIds } from './system.ts'
import { isUuid } from './task/task.ts'

test('ids are uuids of version 7, each greater than the one before', () => {
  const made = Array.from({ length: 10_000 }, () => systemIds.uuid())
  expect(made.every((id) => isUuid(id) && id[14] === '7' && /[89ab]/.test(id[19] ?? ''))).toBe(true)
  expect(made.toSorted()).toEqual(made)
  expect(new Set(made).size).toBe(made.length)
})

test('ids carry the time at which they were made', () => {
  const before = Date.now()
  const at = Number.parseInt(systemIds.uuid().replaceAll('-', '').slice(0, 12), 16)
  expect(at).toBeGreaterThanOrEqual(before)
  expect(at).toBeLessThanOrEqual(Date.now())
})

test('the last 48 bits of ids are random: no two of many are the same', () => {
  const tails = Array.from({ length: 10_000 }, () => systemIds.uuid().slice(24))
  expect(new Set(tails).size).toBe(tails.length)
})
