import type { Bus, Reader } from '@todo/events'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

export type BusSuiteParts = {
  /** Buses of one installation, each as a process of its own would have it. A bus of one process gives one. */
  open(): Promise<{ buses: readonly Bus[]; close(): Promise<void> }>
  /** A space that exists. */
  makeSpaceId(): Promise<string>
}

type CountingReader = Reader & { woken: number }

function countingReader(): CountingReader {
  const reader = {
    woken: 0,
    seq: () => 0,
    wake() {
      reader.woken += 1
    },
  }
  return reader
}

/** Every promise of the bus port, one test each. */
export function busSuite(name: string, { open, makeSpaceId }: BusSuiteParts): void {
  const opened = async () => {
    const { buses, close } = await open()
    onTestFinished(close)
    const [here] = buses
    const there = buses.at(-1)
    if (!here || !there) throw new Error('A bus was expected')
    await Promise.all(buses.map((bus) => bus.ready()))
    return { buses, here, there }
  }

  describe(name, () => {
    test('wakes every reader of a space after a hint, wherever it was given', async () => {
      const { buses, here } = await opened()
      const spaceId = await makeSpaceId()
      const readers = buses.flatMap((bus) => {
        const pair = [countingReader(), countingReader()]
        for (const reader of pair) bus.follow(spaceId, reader)
        return pair
      })
      here.hint(spaceId)
      await vi.waitFor(() => expect(readers.every(({ woken }) => woken > 0)).toBe(true))
    })

    test('merges hints, and wakes readers of other spaces without cause at most', async () => {
      const { here, there } = await opened()
      const [busy, quiet] = [await makeSpaceId(), await makeSpaceId()]
      const [reader, other] = [countingReader(), countingReader()]
      there.follow(busy, reader)
      there.follow(quiet, other)
      const hints = 2_000
      for (let n = 0; n < hints; n += 1) here.hint(busy)
      await vi.waitFor(() => expect(reader.woken).toBeGreaterThan(0))
      expect(other.woken).toBeLessThan(reader.woken + 1)
    })

    test('carries hints about many spaces at once', async () => {
      const { here, there } = await opened()
      const spaceIds = await Promise.all(Array.from({ length: 450 }, () => makeSpaceId()))
      const readers = spaceIds.map((spaceId) => {
        const reader = countingReader()
        there.follow(spaceId, reader)
        return reader
      })
      for (const spaceId of spaceIds) here.hint(spaceId)
      await vi.waitFor(() => expect(readers.filter(({ woken }) => woken === 0)).toEqual([]))
    })

    test('leaves a reader alone that follows no more', async () => {
      const { here, there } = await opened()
      const spaceId = await makeSpaceId()
      const [gone, stays] = [countingReader(), countingReader()]
      const stop = there.follow(spaceId, gone)
      there.follow(spaceId, stays)
      stop()
      stop()
      here.hint(spaceId)
      await vi.waitFor(() => expect(stays.woken).toBeGreaterThan(0))
      expect(gone.woken).toBe(0)
    })

    test('gives a message to all who listen to its topic, its sender too, and in order', async () => {
      const { buses, here } = await opened()
      const heard = buses.map((bus) => {
        const messages: unknown[] = []
        bus.onMessage('test', (message) => messages.push(message))
        bus.onMessage('other', () => messages.push('of another topic'))
        return messages
      })
      const sent = [{ text: 'ü “quoted” \\ \n \u{1F600}' }, ['again'], ['again'], null, 7]
      for (const message of sent) here.send('test', message)
      expect(heard[0]).toEqual(sent)
      await vi.waitFor(() => expect(heard.map((messages) => messages.length)).toEqual(heard.map(() => 5)))
      for (const messages of heard) expect(messages).toEqual(sent)
    })

    test('gives every listener a message of its own', async () => {
      const { here } = await opened()
      const heard: unknown[] = []
      for (let n = 0; n < 2; n += 1) here.onMessage('test', (message) => heard.push(message))
      const message = { mine: true }
      here.send('test', message)
      await vi.waitFor(() => expect(heard).toEqual([message, message]))
      expect(new Set([message, ...heard]).size).toBe(3)
    })

    test('refuses a message that is too large for some bus, or is no JSON', async () => {
      const { here } = await opened()
      expect(() => here.send('test', 'x'.repeat(5_000))).toThrow(RangeError)
      expect(() => here.send('test', undefined)).toThrow(TypeError)
    })

    test('goes on after a handler that throws', async () => {
      const { here, there } = await opened()
      const spaceId = await makeSpaceId()
      const heard: unknown[] = []
      const reader = countingReader()
      const fails = (): never => {
        throw new Error('on purpose')
      }
      there.onMessage('test', fails)
      there.onMessage('test', (message) => heard.push(message))
      there.follow(spaceId, { seq: () => 0, wake: fails })
      there.follow(spaceId, reader)
      here.hint(spaceId)
      here.send('test', 1)
      await vi.waitFor(() => expect([heard, reader.woken > 0]).toEqual([[1], true]))
    })

    test('is silent after closing, and may be closed again', async () => {
      const { here } = await opened()
      const spaceId = await makeSpaceId()
      const reader = countingReader()
      here.follow(spaceId, reader)
      await here.close()
      await here.close()
      here.hint(spaceId)
      here.send('test', 1)
      expect(reader.woken).toBe(0)
    })
  })
}
