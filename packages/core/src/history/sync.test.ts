import { describe, expect, test } from 'vitest'
import { eventsBehindMax, recentSince, seqAfter } from './sync.ts'
import { encodeSyncCursor } from './sync-cursor.ts'

const at = (seq: number): string => encodeSyncCursor({ spaceId: 'here', epoch: 3, seq })

const head = (seq: number) => ({ seq, epoch: 3 })

describe('a cursor', () => {
  test('is followed up to fifty thousand events back, and no further', () => {
    expect(seqAfter(at(7), 'here', head(7 + eventsBehindMax))).toBe(7)
    expect(() => seqAfter(at(7), 'here', head(8 + eventsBehindMax))).toThrow(
      expect.objectContaining({ code: 'SYNC_RESTART' }),
    )
  })

  test('is followed from the head itself, and not from beyond it', () => {
    expect(seqAfter(at(9), 'here', head(9))).toBe(9)
    expect(() => seqAfter(at(10), 'here', head(9))).toThrow(expect.objectContaining({ code: 'SYNC_RESTART' }))
  })

  test('is of no use once the log was taken back to an earlier state', () => {
    const restored = { seq: 9, epoch: 4 }
    expect(() => seqAfter(at(7), 'here', restored)).toThrow(expect.objectContaining({ code: 'SYNC_RESTART' }))
  })

  test.each([
    ['no number', ['sync', 'here', 3, 'x']],
    ['half a number', ['sync', 'here', 3, 1.5]],
    ['less than nothing', ['sync', 'here', 3, -1]],
    ['more than can be counted', ['sync', 'here', 3, 2 ** 60]],
    ['no epoch', ['sync', 'here', null, 7]],
    ['no space', ['sync', 7, 3, 7]],
  ])('that holds %s is refused', (_, parts) => {
    expect(() => seqAfter(btoa(JSON.stringify(parts)), 'here', head(9))).toThrow(
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
