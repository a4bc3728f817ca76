import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseQuickAdd, QuickAddError } from './parse.ts'

const TODAY = '2026-11-24'

type Row = { line: number; input: string; locale: string | null; expected: object }

const rows = readRows(new URL('../../../../docs/quick-add.md', import.meta.url))

describe('the tables of docs/quick-add.md', () => {
  it('hold at least 120 rows', () => {
    expect(rows.length).toBeGreaterThanOrEqual(120)
  })

  it('begin on the day that they say', () => {
    expect(new Date(`${TODAY}T00:00:00Z`).getUTCDay()).toBe(2)
  })

  it.each(rows)('line $line: $input ($locale)', ({ input, locale, expected }) => {
    const { title, dueDate, priority, tags } = parseQuickAdd(input, { today: TODAY, locale })
    expect({ title, dueDate, priority, tags }).toEqual(expected)
  })
})

describe('spans', () => {
  const spansOf = (text: string, locale: string | null = null) =>
    parseQuickAdd(text, { today: TODAY, locale }).spans

  it('name what was taken for what, in the units of the text as given', () => {
    expect(spansOf('😀 Pay rent, by tomorrow p1 #Home.')).toEqual([
      { start: 11, end: 12, kind: 'separator', text: ',', value: null },
      { start: 13, end: 24, kind: 'date', text: 'by tomorrow', value: '2026-11-25' },
      { start: 25, end: 27, kind: 'priority', text: 'p1', value: 'high' },
      { start: 28, end: 33, kind: 'tag', text: '#Home', value: 'home' },
      { start: 33, end: 34, kind: 'separator', text: '.', value: null },
    ])
  })

  it('say why a date that could be two stays in the title', () => {
    expect(spansOf('Party 3/4')).toEqual([
      {
        start: 6,
        end: 9,
        kind: 'note',
        text: '3/4',
        value: null,
        note: '3/4 could be 3 April or 4 March: without a locale the order of day and month is not known',
      },
    ])
  })

  it('say that day and month were swapped', () => {
    expect(spansOf('Party 12/24', 'en-GB')).toMatchObject([
      { kind: 'date', value: '2026-12-24', note: expect.stringContaining('swapped') },
    ])
  })

  it.each([
    ['Party 31 nov', '31 nov', 'no such day'],
    ['Pay 2026-02-30 now', '2026-02-30', 'no such day'],
    ['Call at 15:00', 'at 15:00', 'Times of day'],
    ['Gym every 2 weeks on friday', 'every 2 weeks on friday', 'Recurrence'],
    ['Paint +house red', '+house', 'reserved'],
    ['Read USA Today', 'Today', 'capital'],
    ['monday call friday', 'monday', 'Another date'],
    ['Fix !low bug p1', '!low', 'Another priority'],
    ['lie in the sun', 'sun', 'the'],
    [`Call #${'x'.repeat(51)} back`, `#${'x'.repeat(51)}`, 'at most 50'],
    ['tomorrow #home', 'tomorrow #home', 'nothing else'],
  ])('leave a note: %s', (input, text, reason) => {
    const notes = spansOf(input).filter((span) => span.kind === 'note')
    expect(notes).toMatchObject([{ kind: 'note', text, value: null, note: expect.stringContaining(reason) }])
  })

  it('mark the two marks of a line that is wholly quoted, and nothing in it', () => {
    expect(spansOf(' “Call mum tomorrow #home” ')).toMatchObject([
      { start: 1, end: 2, kind: 'quote' },
      { start: 25, end: 26, kind: 'quote' },
    ])
  })
})

describe('what was refused', () => {
  const reading = (text: string, ...refused: string[]) => {
    const ranges = refused.map((part) => ({
      start: text.indexOf(part),
      end: text.indexOf(part) + part.length,
    }))
    const { spans: _, ...rest } = parseQuickAdd(text, { today: TODAY, refused: ranges })
    return rest
  }

  it.each([
    ['#home', { title: 'Pay rent #home', dueDate: '2026-11-27', priority: 'high', tags: [] }],
    ['p1', { title: 'Pay rent p1', dueDate: '2026-11-27', priority: null, tags: ['home'] }],
    ['by friday', { title: 'Pay rent by friday', dueDate: null, priority: 'high', tags: ['home'] }],
  ])('%s stays in the title, and what stands beside it counts as before', (refused, expected) => {
    expect(reading('Pay rent by friday p1 #home', refused)).toEqual(expected)
  })

  it('lets the other of two dates count', () => {
    expect(reading('Pay rent friday tomorrow', 'tomorrow')).toMatchObject({
      title: 'Pay rent tomorrow',
      dueDate: '2026-11-27',
    })
  })

  it('is the title where there is nothing else', () => {
    expect(reading('tomorrow #home', 'tomorrow')).toMatchObject({ title: 'tomorrow', tags: ['home'] })
  })
})

describe('dates from other days than a Tuesday', () => {
  it.each([
    ['2026-11-28', 'Tidy up this weekend', '2026-11-28'],
    ['2026-11-29', 'Tidy up this weekend', '2026-11-29'],
    ['2026-11-29', 'Tidy up next weekend', '2026-12-05'],
    ['2026-11-27', 'Tidy up this friday', '2026-11-27'],
    ['2026-11-27', 'Tidy up friday', '2026-12-04'],
    ['2026-11-27', 'Tidy up next friday', '2026-12-04'],
    ['2026-11-29', 'Tidy up next monday', '2026-11-30'],
    ['2026-11-30', 'Tidy up next week', '2026-12-07'],
    ['2026-11-29', 'Tidy up next week', '2026-11-30'],
    ['2026-11-30', 'Tidy up eom', '2026-11-30'],
    ['2028-02-01', 'Tidy up end of month', '2028-02-29'],
    ['2026-12-31', 'Tidy up tomorrow', '2027-01-01'],
    ['2026-12-31', 'Tidy up next month', '2027-01-01'],
    ['2027-01-31', 'Tidy up in 1 month', '2027-02-28'],
    ['2027-01-31', 'Tidy up next month', '2027-02-01'],
    ['2027-01-31', 'Tidy up end of next month', '2027-02-28'],
    ['2026-08-31', 'Tidy up in 18 months', '2028-02-29'],
    ['2026-12-25', 'Tidy up 25 dec', '2026-12-25'],
    ['2026-12-26', 'Tidy up 25 dec', '2027-12-25'],
    ['2028-02-29', 'Tidy up 29 feb', '2028-02-29'],
    ['2096-03-01', 'Tidy up 29 feb', '2104-02-29'],
    ['9999-12-31', 'Tidy up tomorrow', null],
  ])('on %s: %s', (today, text, dueDate) => {
    expect(parseQuickAdd(text, { today }).dueDate).toBe(dueDate)
  })
})

describe('refusals', () => {
  it('refuses control characters other than white space and says where', () => {
    expect(() => parseQuickAdd('Buy\u0000milk', { today: TODAY })).toThrow(QuickAddError)
    expect(() => parseQuickAdd('Buy milk \u001b[31m', { today: TODAY })).toThrow(
      expect.objectContaining({ position: 9 }),
    )
    expect(() => parseQuickAdd('"Buy\u009fmilk"', { today: TODAY })).toThrow(QuickAddError)
    expect(parseQuickAdd('Buy\u000b\u0085\r\nmilk', { today: TODAY }).title).toBe('Buy milk')
  })

  it('refuses a reference day that is no date', () => {
    expect(() => parseQuickAdd('Buy milk', { today: '2026-02-30' })).toThrow(RangeError)
  })

  it('takes empty text as an empty title', () => {
    expect(parseQuickAdd(' \n ', { today: TODAY })).toEqual({
      title: '',
      dueDate: null,
      priority: null,
      tags: [],
      spans: [],
    })
  })
})

/** Rows of every table that begins with an Input column; cells are code spans, `\n` and the like are escapes. */
function readRows(file: URL): Row[] {
  const found: Row[] = []
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim())
    if (cells.length !== 9 || cells[1] === 'Input' || cells[1]?.startsWith('---')) continue
    const [, input = '', locale = '', title = '', dueDate, priority, tags = ''] = cells
    const expected = {
      title: unquote(title),
      dueDate: dueDate || null,
      priority: priority || null,
      tags: tags === '' ? [] : tags.split(/(?<=`) /).map(unquote),
    }
    found.push({ line: index + 1, input: unquote(input), locale: locale || null, expected })
  }
  return found
}

function unquote(cell: string): string {
  const content = /^`` (.*) ``$/.exec(cell) ?? /^`(.*)`$/.exec(cell)
  if (!content?.[1]) throw new Error(`No code span: ${cell}`)
  return content[1].replace(/\\(?:u([0-9a-f]{4})|([nt|]))/g, (_, code, mark) => {
    if (code) return String.fromCharCode(Number.parseInt(code, 16))
    return mark === 'n' ? '\n' : mark === 't' ? '\t' : '|'
  })
}
