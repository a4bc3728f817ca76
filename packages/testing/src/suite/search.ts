import { describe, expect, test } from 'vitest'
import { creation, type TestUser } from '../factories.ts'
import { committed, type Harness, numbers, titles } from './harness.ts'

const library = [
  { title: 'Buy apples and pears' },
  { title: 'Call mum', description: 'about the apple tree' },
  { title: 'Crème brûlée für Zoë', tags: ['küche'] },
  { title: '東京で買い物をする' },
  { title: 'اتصل بالطبيب غدا' },
  { title: 'ซื้อนมและขนมปัง' },
  { title: 'Ship it \u{1F680} soon', description: 'v2.10 — "final" C# build' },
  { title: 'Отправить письмо', tags: ['почта'] },
  { title: 'ＡＢＣ full width ﬁne' },
  { title: '한국어 공부' },
]

/** What is asked for, and the titles that answer it. */
const table: readonly (readonly [string, readonly number[]])[] = [
  ['app', [1, 2]],
  ['APPLES', [1]],
  ['apple tree', [2]],
  ['tree apple', [2]],
  ['pple', []],
  ['apples zebra', []],
  ['creme', [3]],
  ['CRÈME BRU', [3]],
  ['zoe', [3]],
  ['kuche', [3]],
  ['fur', [3]],
  ['東京', [4]],
  ['買い物', [4]],
  ['京', [4]],
  ['物東', []],
  ['بالطبيب', [5]],
  ['اتص', [5]],
  ['ขนม', [6]],
  ['นม', [6]],
  ['ship soon', [7]],
  ['\u{1F680}', [7]],
  ['\u{1F680} ship', [7]],
  ['v2.1', [7]],
  ['c#', [3, 2, 7]],
  ['final"', [7]],
  ['письм', [8]],
  ['ПОЧТА', [8]],
  ['abc', [9]],
  ['ｆｉｎｅ', [9]],
  ['한국', [10]],
]

async function shelf(harness: Harness): Promise<TestUser> {
  const user = await harness.user()
  await committed(user, library.map(creation))
  return user
}

export function searchSuite(harness: Harness): void {
  describe('search', () => {
    test('finds by the beginnings of words, without case and accents, in any script', async () => {
      const user = await shelf(harness)
      for (const [q, wanted] of table) {
        const { tasks, total } = await user.todo.search({ q, limit: 100 })
        expect([q, [...numbers(tasks)].sort()]).toEqual([q, [...wanted].sort()])
        expect(total).toBe(wanted.length)
      }
    })

    test('finds nothing, rather than everything, where the query has no word', async () => {
      const user = await shelf(harness)
      for (const q of ['', '   ', '\u2014', '"', '*', '-', '%', "'; --"]) {
        expect(await user.todo.search({ q })).toMatchObject({ tasks: [], total: 0, nextCursor: null })
      }
    })

    test('takes what means something to a query language as plain text', async () => {
      const user = await shelf(harness)
      for (const q of [
        'app* OR mum',
        'NEAR(apple tree)',
        'title:apple',
        'apple AND',
        '^apple',
        '{a} : b',
        'a & !b',
      ]) {
        expect((await user.todo.search({ q })).tasks.length).toBeLessThanOrEqual(library.length)
      }
      expect(titles((await user.todo.search({ q: 'apple" tree' })).tasks)).toEqual(['Call mum'])
      expect((await user.todo.search({ q: 'mum OR apples' })).total).toBe(0)
    })

    test('puts tasks with more of the words in the title first, then the newest', async () => {
      const user = await harness.user()
      const rows = [
        { title: 'milk bread' },
        { title: 'milk', description: 'bread' },
        { title: 'shop', description: 'milk bread' },
        { title: 'bread and milk' },
        { title: 'bread', tags: ['milk'] },
      ]
      await committed(user, rows.map(creation))
      expect(numbers((await user.todo.search({ q: 'milk bread' })).tasks)).toEqual([4, 1, 5, 2, 3])
    })

    test('follows every change of a task: new words in, old words out', async () => {
      const user = await shelf(harness)
      const found = async (q: string): Promise<number> => (await user.todo.search({ q })).total
      await user.todo.update(1, { title: 'Buy cherries', tags: ['market'] })
      expect([await found('pears'), await found('cherr'), await found('market')]).toEqual([0, 1, 1])
      await user.todo.delete(1)
      expect(await found('cherr')).toBe(0)
      expect((await user.todo.search({ q: 'cherr', trash: true })).total).toBe(1)
      await user.todo.undo()
      await user.todo.undo()
      expect([await found('pears'), await found('cherr'), await found('market')]).toEqual([1, 0, 0])
      await user.todo.delete(1)
      await user.todo.purge([1])
      expect((await user.todo.search({ q: 'pears', trash: true })).total).toBe(0)
    })

    test('joins with the other filters and with a sort, and pages by cursor', async () => {
      const user = await harness.user()
      const rows = Array.from({ length: 7 }, (_, index) => ({
        title: `plan ${index}`,
        priority: index % 2 === 0 ? ('high' as const) : ('low' as const),
      }))
      await committed(user, rows.map(creation))
      const high = await user.todo.search({ q: 'plan', priority: 'high' })
      expect([numbers(high.tasks), high.total]).toEqual([[7, 5, 3, 1], 4])
      expect(numbers((await user.todo.list({ q: 'pla', sort: 'number' })).tasks)).toEqual([
        1, 2, 3, 4, 5, 6, 7,
      ])
      expect(numbers((await user.todo.list({ q: 'pla', order: 'asc' })).tasks)).toEqual([1, 2, 3, 4, 5, 6, 7])
      const first = await user.todo.search({ q: 'plan', limit: 3 })
      await user.todo.create({ title: 'plan ahead' })
      const second = await user.todo.search({ q: 'plan', limit: 3, cursor: first.nextCursor ?? '' })
      const third = await user.todo.search({ q: 'plan', limit: 3, cursor: second.nextCursor ?? '' })
      expect([first, second, third].map(({ tasks }) => numbers(tasks))).toEqual([[7, 6, 5], [4, 3, 2], [1]])
      expect(third.nextCursor).toBeNull()
    })

    test('repeats and loses no hit while others are deleted, restored and added', async () => {
      const user = await harness.user()
      const rows = Array.from({ length: 1100 }, (_, index) =>
        index % 3 === 0 ? { title: `plan ${index}` } : { title: `${index}`, description: 'plan' },
      )
      await committed(user, rows.map(creation))
      await user.todo.delete(500)
      const seen: number[] = []
      const touched = new Set([500])
      let cursor: string | null = null
      do {
        const page = await user.todo.search({ q: 'plan', limit: 90, ...(cursor && { cursor }) })
        seen.push(...numbers(page.tasks))
        cursor = page.nextCursor
        for (const ref of [seen[touched.size], seen.at(-1)]) {
          if (ref === undefined || touched.has(ref)) continue
          touched.add(ref)
          await user.todo.delete(ref)
        }
        await user.todo.create({ title: 'plan plan' })
        if (seen.length === 90) await user.todo.restore(500)
      } while (cursor !== null)
      const untouched = seen.filter((number) => !touched.has(number))
      expect(untouched).toEqual([...new Set(untouched)])
      expect(untouched).toHaveLength(rows.length - touched.size)
    })

    test('stays within the space', async () => {
      const [user, stranger] = [await shelf(harness), await harness.user()]
      await stranger.todo.create({ title: 'apple of mine' })
      expect(titles((await stranger.todo.search({ q: 'apple' })).tasks)).toEqual(['apple of mine'])
      expect((await user.todo.search({ q: 'apple' })).total).toBe(2)
    })

    test('finds words as long as a title, and takes a query of many words', async () => {
      const user = await harness.user()
      const long = '\u{20000}'.repeat(200)
      await user.todo.create({ title: long })
      await user.todo.create({ title: 'a'.repeat(200) })
      await user.todo.create({ title: Array.from({ length: 30 }, (_, index) => `w${index}`).join(' ') })
      expect(numbers((await user.todo.search({ q: '\u{20000}\u{20000}' })).tasks)).toEqual([1])
      expect(numbers((await user.todo.search({ q: 'a'.repeat(150) })).tasks)).toEqual([2])
      const many = Array.from({ length: 30 }, (_, index) => `w${29 - index}`).join(' ')
      expect(numbers((await user.todo.search({ q: many })).tasks)).toEqual([3])
    })
  })
}
