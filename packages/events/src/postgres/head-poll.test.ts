import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LocalSubscribers } from '../local.ts'
import { HeadPoll } from './head-poll.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A poll of one space, whose head is what `heads` says, and when it looked. */
function startPoll(heads: { head: number }) {
  const begin = Date.now()
  const looks: number[] = []
  const local = new LocalSubscribers(() => {})
  const reader = {
    at: 0,
    seq: () => reader.at,
    wake() {
      reader.at = heads.head
    },
  }
  local.follow('here', reader)
  const query = async () => {
    looks.push(Date.now() - begin)
    return [['here', String(heads.head)]]
  }
  const poll = new HeadPoll(query, local, { minMs: 1_000, maxMs: 60_000 })
  return { poll, looks, reader }
}

test('looks ever more rarely where nothing happens, but at least once a minute', async () => {
  const { looks } = startPoll({ head: 0 })
  await vi.advanceTimersByTimeAsync(190_000)
  expect(looks.map((at) => at / 1000)).toEqual([1, 3, 7, 15, 31, 63, 123, 183])
})

test('looks again soon after something happened, and after it found something', async () => {
  const heads = { head: 0 }
  const { poll, looks, reader } = startPoll(heads)
  await vi.advanceTimersByTimeAsync(100_000)
  looks.length = 0
  poll.expectMore()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(looks.map((at) => at / 1000)).toEqual([101])
  heads.head = 5
  await vi.advanceTimersByTimeAsync(3_000)
  expect(looks.map((at) => at / 1000)).toEqual([101, 103, 104])
  expect(reader.at).toBe(5)
})

test('is not put off by a stream of events', async () => {
  const { poll, looks } = startPoll({ head: 0 })
  for (let n = 0; n < 100; n += 1) {
    poll.expectMore()
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(looks).toHaveLength(10)
})

test('looks no more once it is stopped', async () => {
  const { poll, looks } = startPoll({ head: 0 })
  await vi.advanceTimersByTimeAsync(1_000)
  poll.stop()
  await vi.advanceTimersByTimeAsync(100_000)
  expect(looks).toHaveLength(1)
})
