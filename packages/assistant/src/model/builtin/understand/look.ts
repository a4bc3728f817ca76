import type { Filter, Request } from '../request.ts'
import { addDays, rangeOf, weekdayOf } from './dates.ts'
import { isDay, openFilter, readFilter } from './filter.ts'
import { readTarget } from './target.ts'
import { phrase, type Reading, unquote, withoutCourtesyAfter, withoutEnd } from './text.ts'
import { TASK } from './words.ts'

const SHOW =
  '(?:show|list|display|see|view|print|give|tell|read|get|fetch|pull up|bring up|open(?: up)?|check|look at|go through|review|summari[sz]e|enumerate|what about|how about|which)'
const NEXT =
  /^(?:what(?:'s| is| should be| would be)? (?:my )?next(?: (?:task|thing|one|up|on (?:my|the) list|to do|step))?(?: (?:for me|to do))?|what(?:'s| is) (?:up next|the next (?:task|thing)|my next (?:task|thing|to-?do)|most (?:important|urgent)|the most (?:important|urgent)(?: (?:task|thing))?)(?: to do)?|what (?:should|shall|do|can|must|could) i (?:do|work on|tackle|start with|start|focus on|begin with)(?: (?:next|now|first|right now|today|first today|today first))?|(?:show me |give me |tell me )?(?:the |my )?next (?:task|one|to-?do|thing|up)|next(?: up)?|where (?:should|do) i (?:start|begin)|what now|what to do(?: next| now)?|which (?:task|one) (?:is|comes|should i do) (?:next|first)|suggest (?:something|a task)(?: to do)?|what comes next|(?:tell|show) me what (?:to do|i should do|comes|is|i (?:can|could) do)(?: next| now| first)?|pick (?:a task|one|something)(?: for me)?)$/
const MORE =
  /^(?:(?:show |see |list |give me |load )?(?:me )?(?:(?:some )?more|the rest|the next (?:page|ones)|next page|what else|and (?:the )?rest|the others)(?: (?:of (?:them|those)|tasks|please))?|go on|continue|what else(?: is there)?|anything else|next page)$/
const HISTORY =
  /^(?:(?:show |list |see |give )?(?:me )?(?:the |my )?(?:(?:recent |latest |last )?(?:history|activity|changes|changelog|operations)|(?:last|recent) (?:things|changes))|what (?:has |have |did |was |were )?(?:i |you |we |been )?(?:recently |just |last )?(?:change[ds]?|do recently|done recently|happened|edited)(?: (?:recently|lately|today|last|to my (?:list|tasks)|in my list))?|what(?:'s| is| has) changed(?: (?:recently|today|lately))?|what have you (?:just )?done|what did you (?:just )?(?:do|change))$/
const FIND = new RegExp(
  `^(?:(?:search|look|query|hunt)(?: (?:my|the|in my|through my|all) (?:list|tasks|todos))? (?:for|up)|look up|find|search|locate|where(?:'s| is| are)|do i (?:already )?have (?:a|any|an|some|the) ${TASK} (?:about|called|named|that mentions?|mentioning|containing|regarding)|(?:is|are) there (?:a|any|an) ${TASK} (?:about|called|named|that mentions?|mentioning|containing|regarding)|(?:any|which|what|all|show(?: me)?(?: all)?(?: my| the)?|list(?: all)?(?: my| the)?|find(?: me)?(?: all)?(?: my| the)?) ${TASK} (?:about|called|named|mentioning|that mentions?|that contains?|containing|regarding|related to|with the words?|matching|that (?:are|is) about)) (.+)$`,
  'i',
)
/** After the lists, since "tasks for tomorrow" is one. */
const FIND_FOR = new RegExp(
  `^(?:do i (?:already )?have|(?:is|are) there) (?:an?|any|some|the) ${TASK} (?:for|to|with|on) (.+)$`,
  'i',
)
const FINISHED =
  /^(?:what|which tasks|show(?: me)?(?: everything| what| the tasks| all)?(?: that)?|list(?: everything| what| the tasks)?|everything|how (?:much|many(?: tasks)?))? ?(?:that )?(?:(?:did|have|had) )?i(?:'ve)? ?(?:have |already )?(?:finish|finished|complete|completed|done|do|get done|got done|accomplish|accomplished|ticked off|achieve[d]?)(?: (?:so far|already))? (today|yesterday|this week|last week|this month|last month)$/
const DETAILS =
  /^(?:(?:show|give|tell|open|view|display|see|get|fetch|describe|read)(?: me)? (?:(?:more |the |all )*(?:details?|description|notes?|info|information|more|due date|priority|status|tags) (?:of|on|about|for) |about |more about )|what(?:'s| is| are| was) (?:the )?(?:details?|description|notes?|status|priority|due date|deadline|tags?|date) (?:of|on|for|in) |when(?:'s| is| are) |tell me about |details (?:of|on|for|about) |describe |what about |how about |more (?:on|about) |info (?:on|about) )(.+?)(?: due| for| about| scheduled)?$/i
const IS_IT =
  /^(?:is|are|was|did i (?:finish|complete|do)|have i (?:finished|completed|done)|how (?:important|urgent) is|when (?:is|must|should|do) (?:i )?)\s?(.+?)(?: (?:done|finished|complete[d]?|due|overdue|open|urgent|important|in progress|started)(?: (?:yet|already))?)?$/i
const COUNT = /^(?:how many|count|number of|what(?:'s| is) the (?:number|count) of|total)\b/i
const QUESTION =
  /^(?:what|which|how many|do i have|have i got|is there|are there|anything|any|am i|did i|how's|how is|how does|what's|whats|who|when|where)\b/i

/** Reads what wants to see tasks and changes nothing. */
export function readLook(text: string, reading: Reading): Request | null {
  const bare = withoutEnd(withoutCourtesyAfter(withoutEnd(text)))
  const words = phrase(bare)
    .replace(/^whats\b/, "what's")
    .replace(/^hows\b/, "how's")
  if (NEXT.test(words) || NEXT.test(phrase(text))) return { kind: 'next' }
  if (MORE.test(words)) return { kind: 'more' }
  if (HISTORY.test(words)) return { kind: 'history' }
  const finished = FINISHED.exec(words)
  if (finished) return readFinished(finished[1] ?? '', reading)
  const find = FIND.exec(bare)
  if (find) return readFind(find[1] ?? '', reading)
  if (/^(?:is|are|was|were|have i (?:finished|done|completed)) (?:it|that|this|the \w+ one)\b/.test(words))
    return readDetails(bare, reading)
  const listed = readList(words, reading)
  if (listed) return listed
  const loose = FIND_FOR.exec(bare)
  return loose ? readFind(loose[1] ?? '', reading) : readDetails(bare, reading)
}

function readFinished(when: string, reading: Reading): Request | null {
  const { today } = reading
  const range =
    when === 'today'
      ? { from: today, to: today }
      : when === 'this week'
        ? { from: addDays(today, -weekdayOf(today)), to: today }
        : rangeOf(when, reading)
  return range?.from && range.to ? { kind: 'finished', from: range.from, to: range.to } : null
}

function readFind(words: string, reading: Reading): Request | null {
  const { filter, rest, criteria } = readFilter(words, reading)
  if (criteria > 0 && rest === '') return list(filter, reading)
  const target = readTarget(words, reading)
  if (target?.by === 'name') return { kind: 'search', words: target.words }
  if (target?.by === 'filter') return list(target.filter, reading)
  return target ? { kind: 'show', target } : { kind: 'search', words: unquote(words, reading) }
}

const SHOW_WORDS = new RegExp(`^${SHOW}\\b(?: (?:me|us|all of|through))?\\b`, 'i')

function readList(words: string, reading: Reading): Request | null {
  const count = COUNT.test(words)
  const shows = SHOW_WORDS.test(words)
  const asks = QUESTION.test(words) || count
  // "all of today's tasks are done" tells it.
  if (!shows && !asks && /\b(?:is|are) (?:all )?(?:done|finished|completed)$/.test(words)) return null
  const body = words
    .replace(COUNT, ' ')
    .replace(SHOW_WORDS, ' ')
    .replace(/^ *(?:on|for)\b(?! )/, '')
  const { filter, rest, criteria, all } = readFilter(
    body.replace(/\b(?:left|remaining) (?:to do|for)\b/g, 'left'),
    reading,
  )
  const wholly =
    rest === '' ||
    /^(?:else|looking|happening|going|coming|new|hand|to|today|here|lined|look like|looks like|look|like|how|how's|how does|about|next|or|not|can|could|you|if|so)(?: (?:like|on|up|to|look))*$/.test(
      rest,
    )
  const everything =
    /\b(?:all|every|everything)\b/.test(body) &&
    body.trim() !== 'all' &&
    !/\b(?:due|open|today|tomorrow)\b/.test(body)
  const meant: Filter = everything && criteria === 0 ? { ...filter, status: 'all' } : filter
  if (!wholly) {
    // "show work tasks": a word that is no property is looked for.
    const named = /(?<!\S)(?:tasks|to-?dos|items)(?!\S)/.test(body)
    if (
      (shows || asks) &&
      named &&
      all &&
      /^[\p{L}\p{N}][\p{L}\p{N} -]*$/u.test(rest) &&
      rest.split(' ').length <= 3
    ) {
      return criteria === 0
        ? { kind: 'search', words: rest }
        : { ...asList(filter, reading, count), filter: { ...filter, words: rest } }
    }
    return null
  }
  if (criteria > 0 && (shows || asks || all || isBareList(words, rest))) return asList(meant, reading, count)
  const plain =
    /^(?:(?:my|the|all|open|current|whole|entire|complete|full|pending|everything|what's|what is|what are|what|do i have|have i got|is there|are there|anything|any|on|in|i|have|need|to|do|got|can|me|of|there|that|still|a|with|for|plate|so|far|yet|up|here) ?)*(?:tasks?|to-?dos?|to-?do list|to do list|list|items|todo|agenda|plate|everything|anything|to do|do|overview|summary)(?: (?:i have|are there|do i have|left|to do|list|please|there are|is there|open|of (?:my )?tasks|on my (?:list|plate)|have i got))*$/.test(
      body.trim(),
    )
  if (
    (shows ||
      asks ||
      count ||
      /^(?:my |all (?:my )?|the |open )?(?:tasks|to-?dos|to-?do list|list|agenda|overview|summary)$/.test(
        words,
      )) &&
    (plain ||
      (count && all) ||
      (shows && /^(?:all)?$/.test(body.trim()) && !/^(?:open|check|get|give|tell|read|which)/.test(words)))
  ) {
    return asList(everything ? { ...openFilter, status: 'all' } : openFilter, reading, count)
  }
  return null
}

function isBareList(words: string, rest: string): boolean {
  const spokenOf = /^(?:those|these|they|both|it|that|this|all of)\b/.test(words)
  return rest === '' && !spokenOf && words.split(' ').length <= 5
}

function list(filter: Filter, reading: Reading): Request {
  return asList(filter, reading, false)
}

function asList(filter: Filter, { today }: Reading, count: boolean): Extract<Request, { kind: 'list' }> {
  return { kind: 'list', filter, today: isDay(filter, today) && !count, count }
}

function readDetails(bare: string, reading: Reading): Request | null {
  const found =
    DETAILS.exec(bare) ??
    IS_IT.exec(bare) ??
    /^(?:show|open|view|display|get|see|read|fetch|give|print)(?: me)?(?: task| up)? (.+)$/i.exec(bare) ??
    /^what(?:'s| is| was) ((?:task |number )*#?\d{1,9}|(?:it|that)(?= about)|the (?:first|second|third|fourth|fifth|last)(?: one| task)?)(?: about)?$/i.exec(
      bare,
    ) ??
    /^((?:task )?#\d{1,9}|task \d{1,9})$/i.exec(bare)
  if (!found) return null
  const target = readTarget(found[1] ?? '', reading)
  if (target === null || target.by === 'filter') return target === null ? null : list(target.filter, reading)
  return { kind: 'show', target }
}
