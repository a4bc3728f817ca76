import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { type Column, layTable } from './table.ts'
import { asciiWidth, measureFor, truncate } from './width.ts'

const columns: readonly Column[] = [
  { header: '#', align: 'right' },
  { header: 'Title', flexible: true },
  { header: 'Due', dropRank: 2 },
  { header: 'Tags', widthMin: 6, dropRank: 1 },
]
const rows = [
  ['1', 'Buy milk', 'today', '#home #garden'],
  ['12', 'A title that is longer than most of the titles are', '', ''],
]
const lay = (width: number | null) =>
  layTable(columns, rows, { width, measure: asciiWidth, header: width !== null, paint: null }).lines

test('without a limit nothing is cut, and no line ends in blanks', () => {
  expect(lay(null)).toEqual([
    ' 1  Buy milk                                            today  #home #garden',
    '12  A title that is longer than most of the titles are',
  ])
})

test('with a limit tags are cut first, then columns are left out, and the title takes the rest', () => {
  expect(lay(60)).toEqual([
    ' #  Title                                     Due    Tags',
    ' 1  Buy milk                                  today  #home…',
    '12  A title that is longer than most of the…',
  ])
  expect(lay(30)).toEqual([
    ' #  Title                Due',
    ' 1  Buy milk             today',
    '12  A title that is lo…',
  ])
  expect(lay(20)).toEqual([' #  Title', ' 1  Buy milk', '12  A title that is…'])
})

test('a table is never wider than the terminal', () => {
  for (let width = 8; width <= 120; width += 1) {
    for (const line of lay(width)) expect(line.length).toBeLessThanOrEqual(width)
  }
})

test('the widths of the page before are kept', () => {
  const options = { width: null, measure: asciiWidth, header: false, paint: null }
  const { widths } = layTable(columns, rows, options)
  expect(layTable(columns, [['3', 'x', 'y', '']], { ...options, widths }).lines).toEqual([
    ' 3  x                                                   y',
  ])
})

test.each([
  ['買い物に行く', 7, '買い物…'],
  ['👩‍👩‍👧‍👦 family', 4, '👩‍👩‍👧‍👦 …'.replace(' …', '…')],
  ['e\u0301e\u0301e\u0301e\u0301', 3, 'e\u0301e\u0301…'],
  ['שלום עולם', 6, 'שלום…'],
  ['abc', 3, 'abc'],
  ['abc', 1, '…'],
])('%s is cut to %d columns between characters', async (text, width, cut) => {
  const measure = await measureFor([text])
  expect(truncate(text, width, measure)).toBe(cut)
  expect(stringWidth(cut)).toBeLessThanOrEqual(width)
})
