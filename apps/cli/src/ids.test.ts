import { expect, test } from 'vitest'
import { openMemory } from './connection/local.ts'
import { UsageError } from './errors.ts'
import { parseSelection, select } from './ids.ts'

const uuid = '01a205c7-afb6-7319-a6dc-1cddd0ec1951'

test('numbers, ranges, lists and uuids name tasks', () => {
  expect(parseSelection(['3', '#4', '5-7', '9..8', '1,2', uuid.toUpperCase()], 'done')).toEqual({
    named: [3, 4, 1, 2, uuid],
    ranges: [
      { from: 5, to: 7 },
      { from: 8, to: 9 },
    ],
    single: false,
  })
  expect(parseSelection(['3'], 'done').single).toBe(true)
  expect(parseSelection(['3', '3'], 'done').named).toEqual([3])
})

test.each([
  [[]],
  [['x']],
  [['3-']],
  [['-3']],
  [['3.5']],
  [['99999999999999999999']],
  [['1-99999999999999999999']],
])('%j is refused', (words) => {
  expect(() => parseSelection(words, 'done')).toThrow(UsageError)
})

test('a wide range is looked up, so that it costs what the list has', async () => {
  const connection = await openMemory()
  for (const title of ['one', 'two', 'three']) await connection.service.create({ title })
  await connection.service.delete(2)
  const wide = parseSelection(['2-1000000000'], 'done')
  expect(await select(connection, wide)).toEqual([{ ref: 3, named: false }])
  expect(await select(connection, wide, { trash: true })).toEqual([{ ref: 2, named: false }])
  const narrow = parseSelection(['2', '1-3'], 'done')
  expect(await select(connection, narrow)).toEqual([
    { ref: 2, named: true },
    { ref: 1, named: false },
    { ref: 3, named: false },
  ])
})
