import { expect, test } from 'vitest'
import { closest } from './suggest.ts'

const names = ['add', 'list', 'done', 'delete', 'undo', 'history', 'search', 'export']

test.each([
  ['lst', 'list'],
  ['dnoe', 'done'],
  ['hist', 'history'],
  ['delte', 'delete'],
  ['serach', 'search'],
  ['UNDO', 'undo'],
  ['xyz', null],
  ['', null],
  ['frobnicate', null],
])('%s is meant to be %s', (typed, meant) => {
  expect(closest(typed, names)).toBe(meant)
})
