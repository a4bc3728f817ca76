import { expect, test } from 'vitest'
import { UsageError } from '../errors.ts'
import { splitLine } from './split.ts'

test.each([
  ['', []],
  ['  add   Buy milk ', ['add', 'Buy', 'milk']],
  ['add "two  words" \'and  more\'', ['add', 'two  words', 'and  more']],
  ['add Pay rent #home !high @x', ['add', 'Pay', 'rent', '#home', '!high', '@x']],
  ["add Read Monday's paper", ['add', 'Read', "Monday's", 'paper']],
  ['edit 3 --title="a b" --desc=\'c d\'', ['edit', '3', '--title=a b', '--desc=c d']],
  ['add "say \\"hi\\" \\\\ \\n"', ['add', 'say "hi" \\ \\n']],
  ['add a\\ b \\"c', ['add', 'a b', '"c']],
  ['add ""', ['add', '']],
  ['add \'"literal"\'', ['add', '"literal"']],
])('%s', (line, words) => {
  expect(splitLine(line)).toEqual(words)
})

test('refuses a quote that is not closed', () => {
  expect(() => splitLine('add "open')).toThrow(UsageError)
})
