import { expect, test } from 'vitest'
import { createLimiter } from './limiter.ts'

test('refuses after the limit until the window ends, each key by itself', () => {
  let now = 0
  const limiter = createLimiter({ limit: 2, windowMs: 60_000, now: () => now })
  expect(limiter.count('a')).toEqual({ allowed: true, limit: 2, remaining: 1, resetSeconds: 60 })
  now = 30_000
  expect(limiter.count('a')).toEqual({ allowed: true, limit: 2, remaining: 0, resetSeconds: 30 })
  expect(limiter.look('a')).toMatchObject({ allowed: false })
  expect(limiter.count('a')).toMatchObject({ allowed: false, remaining: 0 })
  expect(limiter.look('b')).toMatchObject({ allowed: true, remaining: 2 })
  now = 60_000
  expect(limiter.look('a')).toMatchObject({ allowed: true, remaining: 2 })
})

test('forgets a key that did well', () => {
  const limiter = createLimiter({ limit: 1, windowMs: 60_000, now: () => 0 })
  limiter.count('a')
  limiter.forget('a')
  expect(limiter.look('a')).toMatchObject({ allowed: true, remaining: 1 })
})
