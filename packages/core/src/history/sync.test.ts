import { describe, expect, test } from 'vitest'
import { eventsBehindMax, recentSince, seqAfter } from './sync.ts'
import { encodeSyncCursor } from './sync-cursor.ts'

const at = (seq: number): string => encodeSyncCursor({ spaceId: 'here', seq })

describe('a cursor', () => {
  test('is followed up to fifty thousand events back, and no further', () => {
    expect(seqAfter(at(7), 'here', 7 + eventsBehindMax)).toBe(7)
    expect(() => seqAfter(at(7), 'here', 8 + eventsBehindMax)).toThrow(
      expect.objectContaining({ code: 'SYNC_RESTART' }),
    )
  })

  test('is followed from the head itself, and not from beyond it', () => {
    expect(seqAfter(at(9), 'here', 9)).toBe(9)
    expect(() => seqAfter(at(10), 'here', 9)).toThrow(expect.objectContaining({ code: 'SYNC_RESTART' }))
  })

  test.each([
    ['no number', ['sync', 'here', 'x']],
    ['half a number', ['sync', 'here', 1.5]],
    ['less than nothing', ['sync', 'here', -1]],
    ['more than can be counted', ['sync', 'here', 2 ** 60]],
    ['no space', ['sync', 7, 7]],
  ])('that holds %s is refused', (_, parts) => {
    expect(() => seqAfter(btoa(JSON.stringify(parts)), 'here', 9)).toThrow(
      expect.objectContaining({
        code: 'VALIDATION_FAILED',
        issues: [expect.objectContaining({ path: 'since' })],
      }),
    )
  })
})

test('ninety days are what a replica looks back', () => {
  expect(recentSince(Date.parse('2026-03-31T12:00:00.000Z'))).toBe('2025-12-31T12:00:00.000Z')
})
