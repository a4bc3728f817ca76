import { expect, it } from 'vitest'
import { suggestTags } from './suggest-tags.ts'

const known = [
  { tag: 'home', open: 1, total: 2 },
  { tag: 'household', open: 0, total: 9 },
  { tag: 'phone', open: 3, total: 30 },
]

it('offers tags that begin as what is typed first, then those that hold it, none twice', () => {
  expect(suggestTags('ho', known, [])).toEqual(['household', 'home', 'phone'])
  expect(suggestTags('#HO', known, ['home'])).toEqual(['household', 'phone'])
  expect(suggestTags('home', known, [])).toEqual([])
  expect(suggestTags('', known, [])).toEqual(['phone', 'household', 'home'])
})
