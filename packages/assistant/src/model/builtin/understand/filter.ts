import type { Filter } from '../request.ts'
import { addDays, type Range, rangeOf } from './dates.ts'
import type { Reading } from './text.ts'
import { PRIORITY, priorityOf, TAG, TASK } from './words.ts'

/** A filter as read from words, and what in them was not understood. */
export type ReadFilter = { filter: Filter; rest: string; criteria: number; all: boolean }

const NOISE =
  /\b(?:all|any|every|each|everything|anything|something|whatever|stuff|my|mine|the|me|of|that|which|who|are|is|am|be|was|were|do|does|did|i|we|i've|have|has|had|got|gotten|get|with|a|an|in|on|for|at|it|as|to|please|only|just|currently|still|now|there|ones?|list(?:ed)?|due|dated?|marked|set|scheduled|planned|need(?:s|ed)?|supposed|should|must|doing|done by|what|what's|that's|and|also|together|so far|yet|up|i'm|our|see|priority|priorities|tagged|tags?|status|date|dates|assigned|these|those|them|agenda|schedule|plan|plate|work(?: on)?(?= (?:on|today|tomorrow)\b))(?![\w'])/g

const STATUS: readonly (readonly [Filter['status'], RegExp])[] = [
  [
    'open',
    /\b(?:not (?:yet )?(?:done|complete[d]?|finished|closed)(?: yet)?|undone|unfinished|incomplete|uncompleted|outstanding|remaining|open|active|left(?: over)?|to be done|still to do)\b/,
  ],
  [
    'in_progress',
    /\b(?:in[- ]progress|in_progress|started|ongoing|under ?way|(?:i'm|am|currently|being) work(?:ing|ed) on|working on)\b/,
  ],
  ['pending', /\b(?:pending|not (?:yet )?started(?: yet)?|unstarted|not begun|waiting)\b/],
  ['done', /\b(?:(?:already )?(?:done|completed|finished|closed|ticked off|checked off|crossed off))\b/],
]
// The order matters: what is not started is not started.
const STATUS_ORDER = ['open', 'pending', 'in_progress', 'done']

const DAY_WORD =
  '(?:today|tonight|tomorrow|tmrw|yesterday|(?:the )?day after tomorrow|the \\d{1,2}(?:st|nd|rd|th)(?! of)|(?:this|next|last)? ?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri)|\\d{4}-\\d\\d-\\d\\d|\\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*(?: \\d{4})?|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]* \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?|(?:the )?end of (?:the |this |next )?month|eom|in (?:\\d+|an?|one|two|three|four|five|six|seven) (?:day|week|month)s?|(?:the )?end of (?:the |this )?week)'
const RANGES: readonly RegExp[] = [
  /\b(?:overdue|past (?:their |its )?due(?: date)?|behind schedule|late)\b/,
  /\b(?:this|next|last|the current) (?:week|month|weekend)\b|\bthe weekend\b|\bthe week\b/,
  /\b(?:(?:in |over |within |for )?the )?(?:next|coming|following) (?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|couple of|a couple of) (?:day|week)s?\b/,
  new RegExp(`\\b(?:between|from) ${DAY_WORD} (?:and|to|until|till|through) ${DAY_WORD}(?!\\S)`),
  new RegExp(
    `\\b(?:due )?(?:before|earlier than|by|until|till|up to|no later than|after|later than) ${DAY_WORD}(?!\\S)`,
  ),
  new RegExp(`(?<!\\S)${DAY_WORD}(?!\\S)`),
  /\b(?:upcoming|coming up|soon|ahead)\b/,
]
const UNDATED =
  /\b(?:without (?:an? |any )?(?:due )?(?:date|deadline)s?|with no (?:due )?(?:date|deadline)s?|no (?:due )?(?:date|deadline)s?|undated|unscheduled|not scheduled|that (?:have|has) no (?:due )?date)\b/
const TAGGED =
  /\b(?:(?:that (?:are|is) |which are )?(?:tagged|labell?ed)(?: with| as)?|with (?:the )?(?:tags?|labels?)|(?:having|under|in) (?:the )?(?:tags?|label)) ((?:[#@]?[\p{L}\p{N}][^\s,#@]*)(?:(?:,? and |, | )[#@][\p{L}\p{N}][^\s,#@]*|(?:,? and |, )(?!(?:due|with|that|are|is)\b)[\p{L}\p{N}][^\s,#@]*)*)/u
const TAG_NAMED = /\b(?:the )?([\p{L}\p{N}][^\s,#@]*) (?:tag|label)\b/u
const PRIORITY_PHRASES: readonly RegExp[] = [
  new RegExp(`\\b(?:with |of |at )?(?:a |the )?(${PRIORITY})[- ]priority\\b`),
  new RegExp(`\\b(?:with |of |at )?(?:a |the )?priority (?:of |is |= ?|: ?)?(${PRIORITY})\\b`),
  /(?<!\S)((?:most |very |really )?(?:urgent|important|critical)|p[1-4]|![a-z]+)(?!\S)/,
]

const NOUN = new RegExp(`(?<!\\S)${TASK}(?!\\S)`)
const NOUNS = new RegExp(NOUN, 'g')
const A_TAG = new RegExp(`(?<!\\S)${TAG}`, 'u')

export const openFilter: Filter = {
  status: 'open',
  priority: null,
  tags: [],
  from: null,
  to: null,
  undated: false,
  words: null,
}

/** Reads which tasks are meant; what is left over in `rest` is no property of tasks. */
export function readFilter(text: string, reading: Reading): ReadFilter {
  let rest = ` ${text
    .toLowerCase()
    .replace(/[.!?;]+$/g, '')
    .replace(/(\S),(?=\s)/g, '$1 ,')
    .replace(/'s(?= (?:tasks?|to-?dos?|items?|agenda|list|plan|things)\b)/g, '')} `
  rest = rest.replace(/ (?:get|be|have|getting)(?: \w+)? done(?= )/g, ' ')
  let criteria = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(rest)
    if (!found) return null
    rest = `${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`
    criteria++
    return found
  }
  const undated = take(UNDATED) !== null
  const tags = takeTags(take)
  let priority: Filter['priority'] = null
  for (const pattern of PRIORITY_PHRASES) {
    const found: RegExpExecArray | null = priority === null ? take(pattern) : null
    if (found) priority = priorityOf(found[1] ?? '')
  }
  let status: Filter['status'] | null = null
  for (const name of STATUS_ORDER) {
    const pattern = STATUS.find(([each]) => each === name)?.[1]
    if (pattern && status === null && take(pattern)) status = name as Filter['status']
  }
  let range: Range | null = null
  for (const pattern of RANGES) {
    if (range !== null) break
    const found = pattern.exec(rest)
    const read = found && rangeOf(found[0].trim().replace(/^due /, ''), reading)
    if (found && read) {
      take(pattern)
      range = read
    }
  }
  const all = /\b(?:all|every|everything|each|any|anything)\b/.test(rest)
  const noun = NOUN.test(rest)
  const left = rest
    .replace(NOUNS, ' ')
    .replace(NOISE, ' ')
    .replace(/(?<!\S)[,.'’!?&-]+(?!\S)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const filter: Filter = {
    status: status ?? 'open',
    priority,
    tags,
    from: range?.from ?? null,
    to: range?.to ?? null,
    undated,
    words: null,
  }
  return { filter, rest: left, criteria, all: all || noun }
}

function takeTags(take: (pattern: RegExp) => RegExpExecArray | null): string[] {
  const tags: string[] = []
  const tagged = take(TAGGED)
  if (tagged) tags.push(...(tagged[1] ?? '').split(/\s*,\s*|\s+and\s+|\s+/))
  for (let found = take(A_TAG); found; found = take(A_TAG)) tags.push(found[0])
  const named = take(TAG_NAMED)
  if (named) tags.push(named[1] ?? '')
  return [
    ...new Set(tags.map((tag) => tag.replace(/^[#@]/, '')).filter((tag) => tag !== '' && tag !== 'and')),
  ]
}

/** Whether a filter asks for what is due on one day, and nothing else, among the open ones. */
export function isDay(filter: Filter, day: string): boolean {
  return (
    filter.from === day &&
    filter.to === day &&
    filter.status === 'open' &&
    filter.priority === null &&
    filter.tags.length === 0
  )
}

/** The arguments of `list_tasks` for a filter; days named there are excluded. */
export function listArguments(filter: Filter): Record<string, unknown> {
  return {
    status: filter.status,
    ...(filter.priority === null ? {} : { priority: filter.priority }),
    ...(filter.tags.length === 0 ? {} : { tags: filter.tags }),
    ...(filter.from === null ? {} : { due_after: addDays(filter.from, -1) }),
    ...(filter.to === null ? {} : { due_before: addDays(filter.to, 1) }),
  }
}
