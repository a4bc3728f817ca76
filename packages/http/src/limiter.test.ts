import { expect, test } from 'vitest'
import { createLimiter } from './limiter.ts'

const windowMs = 60_000

test('refuses after the limit until the window ends, each key by itself', () => {
  let now = 0
  const limiter = createLimiter({ limit: 2, windowMs, now: () => now })
  const verdict = { limit: 2, windowSeconds: 60 }
  expect(limiter.count('a')).toEqual({ ...verdict, allowed: true, remaining: 1, resetSeconds: 60 })
  now = 30_000
  expect(limiter.count('a')).toEqual({ ...verdict, allowed: true, remaining: 0, resetSeconds: 30 })
  expect(limiter.count('a')).toMatchObject({ allowed: false, remaining: 0 })
  expect(limiter.count('b')).toMatchObject({ allowed: true, remaining: 1 })
  now = 60_000
  expect(limiter.count('a')).toMatchObject({ allowed: true, remaining: 1 })
})

test('counts together with others that it hears of', () => {
  const [here, there] = [0, 1].map(() => createLimiter({ limit: 10, windowMs, now: () => 0 }))
  if (!here || !there) throw new Error('Two limiters were made')
  for (let count = 0; count < 6; count += 1) here.count('a')
  there.count('a')
  expect(here.take()).toEqual([{ key: 'a', count: 6, endsAt: windowMs }])
  expect(here.take()).toEqual([])
  there.take()
  there.count('a')
  there.learn([{ key: 'a', count: 7, endsAt: 45_000 }])
  expect(there.count('a')).toMatchObject({ remaining: 1, resetSeconds: 45 })
  expect(there.take()).toMatchObject([{ count: 2 }])
})

test('tells again what could not be told', () => {
  const limiter = createLimiter({ limit: 10, windowMs, now: () => 0 })
  limiter.count('a')
  limiter.giveBack(limiter.take())
  limiter.count('a')
  expect(limiter.take()).toMatchObject([{ count: 2 }])
})

test('tells only of keys that used a share of the limit, and then all that they used', () => {
  const limiter = createLimiter({ limit: 100, windowMs, now: () => 0, shareFrom: 0.1 })
  for (let count = 0; count < 9; count += 1) limiter.count('a')
  expect(limiter.take()).toEqual([])
  limiter.count('a')
  expect(limiter.take()).toMatchObject([{ key: 'a', count: 10 }])
})
