import { expect, test } from 'vitest'
import { toJson } from './json.ts'
import { groupDigits, numberList, safeLines, safeText } from './text.ts'

test('what others wrote cannot steer a terminal', () => {
  expect(safeText('a\u001b[31mb\u0007\u009b2J\r\nc')).toBe('a\ufffd[31mb\ufffd\ufffd2J\ufffd\ufffdc')
  expect(safeText('a\u202eb\u2066c')).toBe('abc')
  expect(safeText('Café 買い物 👩‍👩‍👧‍👦 שלום')).toBe('Café 買い物 👩‍👩‍👧‍👦 שלום')
  expect(safeLines('one\n\ttwo\u001b')).toBe('one\n  two\ufffd')
  expect(toJson({ title: '\u001b\u009b\u007f' })).toBe('{"title":"\\u001b\\u009b\\u007f"}')
})

test('numbers are grouped and listed', () => {
  expect([0, 999, 1000, 99_950, 1_234_567].map(groupDigits)).toEqual([
    '0',
    '999',
    '1,000',
    '99,950',
    '1,234,567',
  ])
  expect(numberList([1])).toBe('#1')
  expect(numberList([1, 2, 5])).toBe('#1, #2 and #5')
  expect(numberList([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toBe('#1, #2, #3, #4, #5, #6, #7, #8 and 2 more')
})
