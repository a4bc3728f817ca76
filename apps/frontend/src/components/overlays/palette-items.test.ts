import { expect, it } from 'vitest'
import { rank } from './palette-items.ts'

const item = (label: string) => ({ key: label, label })
const items = ['Move to another day', 'Go to Today', 'Show all keys', '#today'].map(item)
const labels = (query: string[], recent: string[] = []) =>
  rank(items, query, recent).map(({ label }) => label)

it('finds by the beginnings of words, in any order', () => {
  expect(labels(['day', 'mov'])).toEqual(['Move to another day'])
  expect(labels(['ay'])).toEqual([])
})

it('puts first what begins with the query, then what was used lately', () => {
  expect(labels(['tod'])).toEqual(['#today', 'Go to Today'])
  expect(labels(['to'])).toEqual(['#today', 'Move to another day', 'Go to Today'])
  expect(labels(['to'], ['Go to Today'])).toEqual(['#today', 'Go to Today', 'Move to another day'])
})
