import type { Target } from '../request.ts'
import { readFilter } from './filter.ts'
import { phrase, type Reading, unquote, withoutEnd } from './text.ts'
import { TASK } from './words.ts'

const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  '4th': 4,
  fifth: 5,
  '5th': 5,
  sixth: 6,
  '6th': 6,
  seventh: 7,
  '7th': 7,
  eighth: 8,
  '8th': 8,
  ninth: 9,
  '9th': 9,
  tenth: 10,
  '10th': 10,
  last: -1,
  final: -1,
  'second to last': -2,
  'second last': -2,
  'next to last': -2,
  penultimate: -2,
  top: 1,
  topmost: 1,
  bottom: -1,
}
const ORDINAL = Object.keys(ORDINALS)
  .sort((left, right) => right.length - left.length)
  .join('|')
const COUNTS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  couple: 2,
}
const COUNT = `(\\d{1,2}|${Object.keys(COUNTS).join('|')})(?: of)?`
const ONE = `(?: ?(?:ones?|${TASK}|in the list|on the list|of those|of them|of these|above))*`

const IT = new RegExp(
  `^(?:it|that|this|that one|this one|the one|(?:the|that|this) (?:task|to-?do|item|one|reminder|entry)|the same(?: (?:one|task))?|itself|` +
    `(?:the|that) (?:one|task|item|last one|new one|new task)? ?(?:(?:that )?(?:i|you|we)(?:'ve)? (?:have )?(?:just )?(?:added|created|made|mentioned|changed|showed|shown|finished|completed)|just (?:added|created))(?: just now)?|the new (?:one|task)|the (?:task|one) from before)$`,
)
const THOSE =
  /^(?:them|those|these|they|all of (?:them|those|these|it)|all (?:those|these)|both|both of (?:them|those|these)|them all|them both|these all|the lot|all (?:two|three|four|five|\d+)(?: of (?:them|those|these))?|(?:those|these|the) (?:two|three|four|five|\d+)?(?: ?(?:tasks|to-?dos|items|ones))|those two|these two|(?:everything|all|all the tasks|the tasks|the ones|all the ones) (?:(?:that )?you (?:have )?(?:just )?(?:showed|listed|found|mentioned)(?: me)?|above|shown|listed)|everything (?:here|there|on (?:that|this) list)|the whole list|all of the above|the above)$/
const NUMBER =
  '(?:(?:the )?(?:tasks?|to-?dos?|items?|numbers?|nos?\\.?|nr\\.?|task numbers?|tasks number|id) )*#?(\\d{1,9})'

const NUMBER_RANGE = new RegExp(`^${NUMBER} ?(?:-|–|to|through|until|till) ?#?(\\d{1,9})$`)
const ONE_NUMBER = new RegExp(`^${NUMBER}$`)
const SEVERAL_PLACES = new RegExp(`^(?:the )?(first|last|top|bottom|next) ${COUNT}${ONE}$`)
const ONE_PLACE = new RegExp(`^(?:the )?(${ORDINAL})(${ONE})$`)

/** Which tasks a phrase such as `the second one`, `#4 and #7`, `all overdue`, `rent` names; null where it names none. */
export function readTarget(text: string, reading: Reading): Target | null {
  const given = withoutEnd(text.replace(/^(?:(?:also|just|only|maybe|please) )+/i, ''))
  const words = phrase(given)
    .replace(/^both (?=(?:the |my |#)?\S+ and )/, '')
    .replace(
      / (?:from|on|off|in|of) (?:my|the|our) (?:(?:to-?do|to do|task) )?(?:list|tasks|todos|board)$/,
      '',
    )
    .replace(/^(?:all )?tasks (?=#?\d)/, '')
  if (words === '') return null
  return (
    readNumbers(words) ??
    readPlaces(words) ??
    (IT.test(words) ? { by: 'it' } : null) ??
    (THOSE.test(words) ? { by: 'those' } : null) ??
    readRest(words) ??
    readProperties(words, reading) ??
    readName(given, reading)
  )
}

/** Whether a target can be nothing else than that: it is not a name, which a title might begin with. */
export function isExact(target: Target | null): boolean {
  return target !== null && target.by !== 'name'
}

function readNumbers(words: string): Target | null {
  const range = NUMBER_RANGE.exec(words)
  if (range) {
    const [from, to] = [Number(range[1]), Number(range[2])]
    if (from >= 1 && to >= from && to - from < 200)
      return { by: 'number', numbers: Array.from({ length: to - from + 1 }, (_, index) => from + index) }
    return null
  }
  const numbers: number[] = []
  for (const part of words.replace(/^both /, '').split(/,? and |, ?| & | plus | as well as /)) {
    const found = ONE_NUMBER.exec(part.trim())
    if (!found || Number(found[1]) < 1) return null
    numbers.push(Number(found[1]))
  }
  return numbers.length > 0 ? { by: 'number', numbers: [...new Set(numbers)] } : null
}

function readPlaces(words: string): Target | null {
  const several = SEVERAL_PLACES.exec(words)
  if (several) {
    const count = COUNTS[several[2] ?? ''] ?? Number(several[2])
    const fromEnd = several[1] === 'last' || several[1] === 'bottom'
    if (count < 1 || count > 50) return null
    return {
      by: 'place',
      places: Array.from({ length: count }, (_, index) => (fromEnd ? index - count : index + 1)),
    }
  }
  const places: number[] = []
  const parts = words.split(/,? and |, ?| & /)
  for (const [index, part] of parts.entries()) {
    const found = ONE_PLACE.exec(part.trim())
    const place = ORDINALS[found?.[1] ?? '']
    if (!found || place === undefined) return null
    // "top", "final" and "first" alone are words like others.
    if (
      parts.length === 1 &&
      found[2] === '' &&
      !/^(?:the )|^(?:first|second|third|last|\d)/.test(part) &&
      index === 0
    )
      return null
    places.push(place)
  }
  return places.length > 0 ? { by: 'place', places } : null
}

function readRest(words: string): Target | null {
  if (
    /^(?:the )?(?:others?|rest|other ones?|remaining ones|other tasks?|other two|other three)(?: of (?:them|those))?$/.test(
      words,
    )
  )
    return { by: 'rest', but: [] }
  const but =
    /^(?:all|all of (?:them|those|these)|them all|everything|those)(?: tasks)?,? (?:but|except(?: for)?|apart from|besides|other than) (?:for )?(.+)$/.exec(
      words,
    )
  if (!but) return null
  const left = readPlaces(but[1] ?? '')
  return left?.by === 'place' ? { by: 'rest', but: left.places } : null
}

/** `all #home`, `everything from today`, `my overdue tasks`: by properties, and nothing else. */
function readProperties(words: string, reading: Reading): Target | null {
  const { filter, rest, criteria, all } = readFilter(words, reading)
  if (rest !== '') return null
  const says =
    /^(?:all|every|everything|each|any|anything)\b/.test(words) ||
    /\b(?:tasks|to-?dos|items|ones|reminders|things)\b/.test(words)
  if (criteria === 0)
    return /^(?:all|everything|(?:all (?:of )?|every (?:single )?|each )?(?:(?:of )?my |the |open |single )*(?:tasks|task|to-?dos|items))$/.test(
      words,
    ) && all
      ? { by: 'filter', filter }
      : null
  return says || /^[#@]\S+$/.test(words) || filter.tags.length > 0 ? { by: 'filter', filter } : null
}

const CALLED = new RegExp(
  `^(?:the |my |that |this |a |an |our )?${TASK}(?: (?:called|named|titled|about|for|to|with (?:the )?(?:title|name)|that says|saying|of))?:? (?=\\S)`,
  'i',
)

function readName(given: string, reading: Reading): Target | null {
  const name = given
    .replace(/^both (?=.+ and )/i, '')
    .replace(/^(?:the|that|this) (?:ones? )(?:about|called|named|titled|with|for|that says|saying) /i, '')
    .replace(CALLED, '')
    .replace(/^(?:the|my|that|this|our) (?=\S)/i, '')
    .replace(/(?<=\S) (?:one|task|to-?do|to do|item|reminder|entry|thing)$/i, '')
    .replace(/ (?:from|on|off|in) (?:my|the|our) (?:(?:to-?do|to do|task) )?(?:list|tasks|todos)$/i, '')
    .replace(/(?<=\S) (?:one|task|to-?do|to do|item|reminder|entry|thing)$/i, '')
  const words = unquote(name, reading).trim()
  return /[\p{L}\p{N}]/u.test(words) ? { by: 'name', words } : null
}
