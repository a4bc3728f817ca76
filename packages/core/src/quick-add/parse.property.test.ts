import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuickAdd, type QuickAddResult } from './parse.ts'

const WHITE_SPACE = /[\s\u0085]+/g
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g

const tokens = fc.constantFrom(
  ...'#home @work #Ünï #123 # @ ## #a,b #x,#y p1 P2 p3 p4 p5 !high !LOW ! +project today Today TODAY tonight tomorrow'.split(
    ' ',
  ),
  ...'tmrw day after the in 3 two days weeks month from now next this friday sat sun cream mon 25 25th of dec May'.split(
    ' ',
  ),
  ...'2026-12-24 2027-02-29 12/24 3/4 24.12. 3.4.2027 31 nov eom end on by due until before to for or and every'.split(
    ' ',
  ),
  ...'9am 15:00 at 9 morning other week 24/7 1/2 cup SAT exam'.split(' '),
)
const words = fc.constantFrom(
  'milk',
  'Pay',
  'rent',
  'Käse',
  '牛乳',
  'חלב',
  '🎂',
  'e\u0301',
  "mum's",
  'a@b.org',
  'x://y#z',
)
const marks = fc.constantFrom(
  ...'. , ; : ! ? … ( ) [ ] { } < > - – | & / + " \' ` “ ” „ « » ‘ ’ 「 」 、'.split(' '),
  '\u200f',
)
const gaps = fc.constantFrom(' ', '  ', '\n', '\t', '\u00a0', '')
const lines = fc
  .array(fc.tuple(fc.oneof({ weight: 5, arbitrary: tokens }, words, marks), gaps), { maxLength: 14 })
  .map((parts) => parts.flat().join(''))
const anything = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(fc.nat(0xffff), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
  )
  .map((text) => text.replace(CONTROL, ''))
const days = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const locales = fc.constantFrom(null, 'en-US', 'en-GB', 'de-DE', 'ja', 'fa-IR', 'nonsense', '')
const inputs = fc.record({
  text: fc.oneof({ weight: 2, arbitrary: lines }, anything),
  today: days,
  locale: locales,
})

describe('any text', () => {
  it('loses no character that no span explains, and spans are ordered slices of it', () => {
    fc.assert(
      fc.property(inputs, ({ text, today, locale }) => {
        const result = parseQuickAdd(text, { today, locale })
        let end = 0
        for (const span of result.spans) {
          expect(span.start).toBeGreaterThanOrEqual(end)
          expect(span.end).toBeGreaterThan(span.start)
          expect(span.text).toBe(text.slice(span.start, span.end))
          expect(span.kind !== 'note' || span.note !== undefined).toBe(true)
          end = span.end
        }
        expect(end).toBeLessThanOrEqual(text.length)
        expect(result.title.replace(WHITE_SPACE, '')).toBe(
          withoutTaken(text, result).replace(WHITE_SPACE, ''),
        )
      }),
      {
        numRuns: 5000,
        // Refused at one edge of the text, taken at the other.
        examples: [[{ text: '+ friday +next ', today: '1970-01-01', locale: null }]],
      },
    )
  })

  it('gives a title on one line, well-formed fields, and the fields that the spans say', () => {
    fc.assert(
      fc.property(inputs, ({ text, today, locale }) => {
        const { title, dueDate, priority, tags, spans } = parseQuickAdd(text, { today, locale })
        const valuesOf = (kind: string) =>
          spans.filter((span) => span.kind === kind).map(({ value }) => value)
        expect(title).toBe(title.replace(WHITE_SPACE, ' ').trim())
        expect(title === '').toBe(text.replace(WHITE_SPACE, '') === '')
        expect(valuesOf('date')).toEqual(dueDate === null ? [] : [dueDate])
        expect(valuesOf('priority')).toEqual(priority === null ? [] : [priority])
        expect([...new Set(valuesOf('tag'))]).toEqual(tags)
        if (dueDate !== null) expect(new Date(dueDate).toISOString().slice(0, 10)).toBe(dueDate)
        for (const tag of tags) {
          expect(tag).toBe(tag.toLowerCase().normalize('NFC'))
          expect(tag).toMatch(/^[^\s,#@]+$/u)
          expect([...tag].length).toBeLessThanOrEqual(50)
        }
      }),
      { numRuns: 5000 },
    )
  })

  it('is taken as it is in quotation marks', () => {
    fc.assert(
      fc.property(inputs, ({ text, today, locale }) => {
        const inner = text.replace(/[”“]/g, '')
        fc.pre(inner.replace(WHITE_SPACE, '') !== '')
        const result = parseQuickAdd(`“${inner}”`, { today, locale })
        expect(result).toMatchObject({ title: onOneLine(inner), dueDate: null, priority: null, tags: [] })
      }),
      { numRuns: 1000 },
    )
  })

  it('understands tokens at the end of any plain words', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('milk', 'Pay', 'rent', 'Käse', '牛乳'), { minLength: 1 }),
        (title) => {
          const plain = title.join(' ')
          const result = parseQuickAdd(`${plain} tomorrow p1 #home`, { today: '2026-11-24' })
          expect(result).toMatchObject({
            title: plain,
            dueDate: '2026-11-25',
            priority: 'high',
            tags: ['home'],
          })
        },
      ),
    )
  })
})

describe('long text', () => {
  // Each would take minutes if any step looked back over the whole text; the test's timeout is what fails.
  it.each([
    'every ',
    'every day and ',
    'every the ',
    '#tag! ',
    '(#a ',
    '#a) ',
    '- #a ',
    "'a ",
    '“',
    '"a” ',
    '‘a ',
    '.',
    '(',
    'x',
    'SAT ',
    'friday ',
    'today! ',
    'p1 ',
    '!high ',
    'due on ',
    ' ',
    '3/4 ',
    '1',
    ',#',
    ',#a',
  ])('is read in linear time: %j again and again', (part) => {
    const text = `Buy ${part.repeat(100_000 / part.length)}`
    const result = parseQuickAdd(text, { today: '2026-11-24' })
    expect(result.title.replace(WHITE_SPACE, '')).toBe(withoutTaken(text, result).replace(WHITE_SPACE, ''))
  })
})

function withoutTaken(text: string, { spans }: QuickAddResult): string {
  let kept = ''
  let at = 0
  for (const span of spans) {
    if (span.kind === 'note') continue
    kept += text.slice(at, span.start)
    at = span.end
  }
  return kept + text.slice(at)
}

function onOneLine(text: string): string {
  return text.replace(WHITE_SPACE, ' ').trim()
}
