import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parseQuickAdd } from '../quick-add/parse.ts'
import { Email, Password } from './account.ts'
import { KeyName } from './api-keys.ts'
import { Description, Instant, lineOf, Position, Tag, Title, Uuid } from './fields.ts'
import { ListParameters, TaskRefParameters } from './parameters.ts'
import { QuickBody } from './tasks.ts'

const telling = fc.constantFrom(
  ...['\0', '\t', '\n', '\v', '\f', '\r', '\u001c', ' ', '\u007f', '\u0085', '\u009f', '\u00a0', '\u1680'],
  ...[
    '\u2000',
    '\u200b',
    '\u2028',
    '\u2029',
    '\u202f',
    '\u3000',
    '\ufeff',
    '#',
    '@',
    ',',
    '.',
    '-',
    ':',
    '+',
  ],
  ...['a', 'Z', '0', '9', 'T', 'é', '汉', '🦜'],
)
const text = fc.oneof(
  fc.array(telling, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .tuple(
      telling,
      fc.constantFrom(48, 49, 50, 51, 198, 199, 200, 201, 500, 501, 999, 1000, 1001, 2001),
      telling,
    )
    .map(([first, count, last]) => first + '🦜'.repeat(count) + last),
)

/** Whether the document allows a text, whose length it counts in code points. */
function isAllowed(schema: z.ZodType, text: string): boolean {
  const { pattern = '', minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema.meta() ?? {}
  const length = [...text].length
  return (
    new RegExp(String(pattern), 'u').test(text) && length >= Number(minLength) && length <= Number(maxLength)
  )
}

const quickText = QuickBody.shape.text
const exact = {
  Title,
  Description,
  Tag,
  KeyName,
  Email,
  Password,
  Uuid,
  line: lineOf(500),
  tags: ListParameters.shape.tags.unwrap(),
  'task reference': TaskRefParameters.shape.id,
}

describe('the document and the rule agree on', () => {
  test('a line to be read as a task', () => {
    const isRead = (given: string): boolean => {
      try {
        parseQuickAdd(given, { today: '2026-11-26' })
        return quickText.safeParse(given).success
      } catch {
        return false
      }
    }
    fc.assert(
      fc.property(text, (given) => {
        expect([given, isAllowed(quickText, given)]).toEqual([given, isRead(given)])
      }),
      { seed: 20261126, numRuns: 3_000 },
    )
  })

  test.each(Object.entries(exact))('%s', (_, schema) => {
    fc.assert(
      fc.property(text, (given) => {
        expect([given, isAllowed(schema, given)]).toEqual([given, schema.safeParse(given).success])
      }),
      { seed: 20261126, numRuns: 3_000 },
    )
  })
})

test('what is taken for an address is one to what signs people up, too', () => {
  const part = fc.stringMatching(/^[a-zA-Z0-9_'+.-]{0,10}$/)
  const address = fc
    .tuple(part, part, fc.constantFrom('a', 'a1', 'org', 'é'))
    .map(([local, domain, top]) => `${local}@${domain}.${top}`)
  fc.assert(
    fc.property(address, (given) => {
      expect([given, Email.safeParse(given).success]).toEqual([given, z.regexes.email.test(given)])
    }),
    { seed: 20261126, numRuns: 3_000 },
  )
})

describe('the document allows what the rule takes, though not every such text is', () => {
  test.each([
    ['a time', Instant, ['2026-12-24T08:00Z', '2026-12-24T08:00:00.123456789+05:30'], '2026-02-30T00:00:00Z'],
    ['a position', Position, ['a1', 'b10', 'Z5', 'a15'], 'b1'],
  ])('%s', (_, schema, taken, refused) => {
    for (const given of taken) {
      expect([given, schema.safeParse(given).success, isAllowed(schema, given)]).toEqual([given, true, true])
    }
    expect([refused, schema.safeParse(refused).success, isAllowed(schema, refused)]).toEqual([
      refused,
      false,
      true,
    ])
  })

  test('a time that leaves the years of four digits on its way to UTC is refused', () => {
    expect(Instant.safeParse('9999-12-31T23:59:59-12:00').success).toBe(false)
    expect(Instant.safeParse('0001-01-01T00:00:00+14:00').success).toBe(false)
  })
})
