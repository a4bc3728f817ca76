import type { TaskPriority } from '@todo/core'

export const TASK = '(?:tasks?|to-?dos?|to do(?: item)?s?|items?|reminders?|entr(?:y|ies)|things?)'
export const TAG = '[#@](?!\\d+(?![^\\s,#@]))[\\p{L}\\p{N}][^\\s,#@]*'

const PHRASE_LENGTH_MAX = 60
const PRIORITY_WORDS: readonly (readonly [TaskPriority, string])[] = [
  [
    'low',
    'low|lowest|not urgent|not important|not (?:that|so|very|too) (?:urgent|important)|unimportant|no (?:rush|hurry)|less (?:important|urgent)|minor|trivial|whenever|p3|p4|!low|non-?urgent',
  ],
  [
    'high',
    '(?:very |really |super |extremely |most |quite |so )*(?:urgent|important|critical|crucial)|urgently|asap|a\\.s\\.a\\.p\\.?|as soon as possible|high|highest|top|p1|!high|crucial|vital|(?:a )?must',
  ],
  ['medium', 'medium|normal|mid|middle|average|regular|default|moderate|p2|!medium'],
]
const PRIORITY_AFFIXES = {
  before: '(?:(?:a |the |of |with |to |as |at |its |my )*priority (?:to |of |is |= ?|: ?)?)?',
  after: '(?:[- ]priority)?',
}

const PRIORITY_PATTERNS = PRIORITY_WORDS.map(
  ([priority, words]) =>
    [priority, new RegExp(`^${PRIORITY_AFFIXES.before}(?:${words})${PRIORITY_AFFIXES.after}$`)] as const,
)

/** The alternatives, for use in a pattern, of words that tell a priority. */
export const PRIORITY = PRIORITY_WORDS.map(([, words]) => words).join('|')

/** The priority that a phrase names, as `high priority`, `urgent`, `no rush`; null where it is anything else. */
export function priorityOf(text: string): TaskPriority | null {
  if (text.length > PHRASE_LENGTH_MAX) return null
  const words = text
    .toLowerCase()
    .trim()
    .replace(/^(?:as|to|of|a|an|with|at|the|very|now) (?=\S)/, '')
  for (const [priority, alternatives] of PRIORITY_PATTERNS) {
    if (alternatives.test(words)) return priority
  }
  return null
}

/** The tags in `#home and #work`, `home, work`; null where a word is no tag. */
export function tagsOf(text: string): string[] | null {
  const words = text
    .toLowerCase()
    .split(/\s*,\s*(?:and )?|\s+and\s+|\s+/)
    .filter((word) => word !== '')
  const tags = words.map((word) => word.replace(/^[#@]/, '').replace(/[.!?]+$/, ''))
  return tags.length > 0 && tags.every((tag) => /^[\p{L}\p{N}][^\s,#@"]*$/u.test(tag))
    ? [...new Set(tags)]
    : null
}
