import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareText } from '../search/compare.ts'
import { initialPosition, isPosition, positionBetween } from './position.ts'

describe('positions', () => {
  it('of new tasks go up with their numbers and are well formed', () => {
    const numbers = [1, 2, 9, 10, 11, 99, 100, 12_345, 999_999, 1_000_000]
    const positions = numbers.map(initialPosition)
    expect(positions.toSorted(compareText)).toEqual(positions)
    expect(positions.every(isPosition)).toBe(true)
  })

  it('between any two, before all and after all can be made again and again', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 60 }), (places) => {
        const order: string[] = [initialPosition(9), initialPosition(10)]
        for (const place of places) {
          const index = place % (order.length + 1)
          const made = positionBetween(order[index - 1] ?? null, order[index] ?? null)
          expect(isPosition(made)).toBe(true)
          order.splice(index, 0, made)
        }
        expect(order.toSorted(compareText)).toEqual(order)
        expect(new Set(order).size).toBe(order.length)
      }),
    )
  })

  it('at the end leave the place of the next new task free, however often tasks are moved there', () => {
    for (const number of [1, 9, 12, 99, 1_000]) {
      const place = initialPosition(number)
      const moved = positionBetween(place, null)
      expect([place, moved, initialPosition(number + 1)].toSorted(compareText)[1]).toBe(moved)
      expect(positionBetween(moved, initialPosition(number + 1)).length).toBeGreaterThan(0)
    }
    let last = initialPosition(12)
    for (let count = 0; count < 1_000; count += 1) {
      const next = positionBetween(last, null)
      expect([compareText(last, next) < 0, isPosition(next)]).toEqual([true, true])
      last = next
    }
  })

  it.each(['', 'a', 'a10', '1', 'nowhere', 'b1', 'a1\n', 'a١', 'z9'])('refuses %j', (text) => {
    expect(isPosition(text)).toBe(false)
  })
})
