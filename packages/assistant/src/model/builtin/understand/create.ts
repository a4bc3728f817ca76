import { parseQuickAdd } from '@todo/core/quick-add'
import type { NewTask, Request } from '../request.ts'
import { dateOf } from './dates.ts'
import { asTitle, isQuoted, type Reading, unmask, unquote, withoutCourtesyAfter } from './text.ts'
import { PRIORITY, priorityOf, TAG, TASK, tagsOf } from './words.ts'

const ADJECTIVE = `(?:new|quick|${PRIORITY})(?:[- ]priority)?`
const NOUN = `(?:(?:a|an|the|another|one more|some|this|these|one|two|three|four|five|\\d) )*(?:following )?(?:new )?((?:${ADJECTIVE}[, ]+(?:and )?)*)(${TASK})`
const LEAD = `(?:(?: (?:on|in|to|into|onto) (?:my|the|our) (?:(?:to-?do|to do|task) )?(?:list|tasks|todos))?(?: (?:for me|me))?(?:(?: (?:called|named|titled|saying|that says|which says|with (?:the )?(?:title|name)|to|about|of|for))?:?|:| -| –))`
/** With these, "the task" is a task too that is to be made. */
const MAKE_ANY =
  '(?:add|create|insert|enter|record|log|capture|jot down|write down|note down|put down|new|throw in|stick in)'
/** With these only "a task" is: "set the task … to high". */
const MAKE_NEW =
  '(?:make|save|put(?: in)?|file|write|note|set(?: up)?|open|register|start|schedule|i need|i want|need|want)'
const LIST =
  '(?:(?:my|the|our|your) )?(?:(?:to-?do|to do|task|tasks|todo) ?)?(?:lists?|tasks|to-?dos|inbox|agenda|backlog|pile)'

/** "create a task to buy milk", "new urgent task: call mum", "set a reminder for tomorrow to pay rent". */
const TASK_NAMED = new RegExp(
  `^(?:${MAKE_ANY} (?:me )?|(?:${MAKE_NEW} )?(?:me )?(?=(?:an?|another|one more|new) |(?:urgent|important|quick)\\b[^:]{0,20}: ))${NOUN}${LEAD}[ \\n](.+)$`,
  'isu',
)
/** "task: buy milk", "todo buy milk", "reminder: …", "note to self: …". */
const LABELLED =
  /^(?:(?:new )?(?:task|to-?do|to do|reminder|remember|item)s?:|new (?:task|to-?do|item)|to-?do|note to self:?|reminder to(?: self)?:?) ?(.+)$/is
const TASK_ONLY = new RegExp(
  `^(?:(?:${MAKE_ANY}|${MAKE_NEW}) )?(?:me )?(?:(?:a|an|another|one more|something|some) )?(?:new )?(?:${TASK}|something|one)(?: (?:on|in|to) ${LIST})?$|^(?:add|create|new)(?: (?:to|on) ${LIST})?$`,
  'i',
)
/** "add to my list: milk". */
const TO_LIST = new RegExp(`^(?:add|put)(?: this)? (?:to|on) ${LIST}:? (.+)$`, 'is')
/** "put milk on my list", "add milk to the list for tomorrow". */
const ON_LIST = new RegExp(
  `^(?:add|put|stick|throw|pop|write|get|place|drop|include|note|set|want|need|have) (.+?) (?:to|on|onto|in|into|down on|up on) ${LIST}(?=$|[\\s,.:;])(.*)$`,
  'is',
)
const ADD =
  /^(?:add|jot down|note down|write down|remember to|note that(?: i (?:have|need) to)?|put down|make a note (?:to|that i (?:have|need) to|of)|take a note to|make sure (?:that )?(?:i|we)|don't (?:let me )?forget(?: to| that i (?:have|need) to| about)?|do not (?:let me )?forget(?: to| about)?|dont (?:let me )?forget(?: to| about)?|never (?:let me )?forget(?: to| about)?|i (?:can't|cannot|mustn't|must not|shouldn't|don't want to) forget(?: to| about)?|please remember to|create|insert)(?: also)?:? (.+)$/is
const REMIND =
  /^(?:(?:please )?(?:remind|ping|nudge) me|(?:set|create|add|make|give me|send me) (?:me )?a reminder(?: for me)?|i (?:need|want) (?:a reminder|to be reminded)|reminder|remember)(?: again)?(?=[ :])(.+)$/is
const REMIND_OF = /(?: (?:to|about|of|that(?: i)?(?: have| need| should| must)?(?: to)?)|:) (?=\S)/gi
const NEED =
  /^(?:(?:i|we)(?:'ll| will)? (?:also |really |still |just |then |now )*(?:need|have|ought|want to remember|am supposed|plan|intend|got|gotta|have got) ?to|(?:i|we)'(?:ve|m) (?:also |really |still )*(?:got|supposed|planning|going) to|i(?:'m| am) (?:gonna|going to) (?:need|have) to|(?:i|we) (?:really |also |still )?(?:must|should|gotta)(?: really| also| still)?|(?:need|have|got) to|gotta|must|i(?:'ve)? got to) (.+)$/is
const FOR_DATE = /^(?:for |on |due |by )?(.{2,30}?)(?:,| to| called| named| about|:|: to) (.+)$/is

export type ReadCreate = { request: Request; natural: boolean }

/** Reads "add …", "remind me to …", "I need to …". `natural` where it is a sentence, whose verbs are part of the title. */
export function readCreate(text: string, reading: Reading): ReadCreate | null {
  if (TASK_ONLY.test(text)) return { request: askTitle, natural: false }
  const remind = readReminder(text, reading)
  if (remind) return remind
  const toList = TO_LIST.exec(text)
  if (toList) return made(severalIn(toList[1] ?? '', false), reading)
  const onList = ON_LIST.exec(text)
  if (onList && !/^(?:it|that|this|them|those|these)$/i.test(onList[1] ?? '') && isTail(onList[2] ?? '')) {
    return made([`${withoutNoun(onList[1] ?? '')}${onList[2] ?? ''}`], reading)
  }
  const named = TASK_NAMED.exec(text)
  if (named) return fromNoun(named, reading)
  const labelled = LABELLED.exec(text)
  if (labelled) return made(severalIn(labelled[1] ?? '', /s:/i.test(text.slice(0, 12))), reading)
  const need = NEED.exec(text)
  if (need) return made([need[1] ?? ''], reading, {}, true)
  if (/^(?:the )?(?:due date|deadline|date|priority) (?:of|for) /i.test(text)) return null
  const add = ADD.exec(text)
  if (add) {
    const titles = severalIn(add[1] ?? '', false).flatMap((title) => datedApart(title, reading))
    return made(titles, reading, {}, !/^(?:add|create|insert)/i.test(text))
  }
  return null
}

/** "remind me to pay rent", "remind me at the end of the month to pay rent". */
function readReminder(text: string, reading: Reading): ReadCreate | null {
  const rest = REMIND.exec(text)?.[1] ?? ''
  for (const found of rest.matchAll(REMIND_OF)) {
    const when = found.index === 0 ? null : dateOf(rest.slice(0, found.index), reading)
    if (found.index > 0 && when === null) continue
    return made([rest.slice(found.index + found[0].length)], reading, { dueDate: when }, true)
  }
  return null
}

/** A text that is a task by itself. */
export function newTask(text: string, reading: Reading): NewTask {
  return readTask(text, reading, {})
}

const askTitle: Request = {
  kind: 'ask',
  question: { about: 'title', text: 'What should the task be called?', rest: [] },
}

function fromNoun(found: RegExpExecArray, reading: Reading): ReadCreate {
  const said = (found[1] ?? '').replace(/\bnew\b|\bquick\b/gi, '').replace(/[, ]+(?:and)?[, ]*$/, '')
  const priority = said === '' ? null : priorityOf(said)
  const rest = found.at(-1) ?? ''
  const several = /s$/i.test(found[2] ?? '') && /[:,\n]/.test(rest + found[0])
  const dated = FOR_DATE.exec(rest)
  const dueDate = dated ? dateOf(dated[1] ?? '', reading) : null
  const title = dated && dueDate !== null ? (dated[2] ?? '') : rest
  return made(severalIn(title, several), reading, { dueDate, priority })
}

function made(
  titles: readonly string[],
  reading: Reading,
  known: Partial<NewTask> = {},
  natural = false,
): ReadCreate {
  const tasks = titles.map((title) => readTask(title, reading, known)).filter(({ title }) => title !== '')
  if (tasks.length === 0) return { request: askTitle, natural }
  return { request: { kind: 'create', tasks }, natural }
}

/** What may follow "to my list": a date, a priority, a tag, a courtesy; anything else is part of a title. */
function isTail(text: string): boolean {
  return !/^\s*(?:of|and the|or)\b/i.test(text)
}

const NOUN_BEFORE = new RegExp(
  `^(?:a |an |the )?(?:new )?${TASK}(?: (?:called|named|titled|to|about))?:? `,
  'i',
)
function withoutNoun(text: string): string {
  return text.replace(NOUN_BEFORE, '')
}

/** Lines, and where several were announced also what commas part. */
function severalIn(text: string, announced: boolean): string[] {
  const lines = text.split('\n').map((line) => line.replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s+/, ''))
  if (lines.length > 1) return lines.filter((line) => line.trim() !== '')
  if (text.includes(';')) return text.split(/\s*;\s*/).filter((part) => part !== '')
  return announced ? text.split(/\s*;\s*|\s*,\s*(?:and )?|\s+and\s+/).filter((part) => part !== '') : [text]
}

/** What "and" parts, where each part has a date of its own: "pay rent friday and water the plants tomorrow". */
function datedApart(text: string, reading: Reading): string[] {
  const parts = text.split(/\s*,?\s+and\s+/i)
  const tasks = parts.map((part) => readTask(part, reading, {}))
  return tasks.every(({ title, dueDate }) => title !== '' && dueDate !== null) ? parts : [text]
}

const PRIORITY_AFTER = new RegExp(
  `(?:(?:[,;.:!–—-]+ ?|\\s*\\(|\\s+)(?:and |but |as )?(?:(?:it's|it is|its|this is|that's|that is|this one is|which is|make it|mark it(?: as)?|set it to|they are) )(?:a )?(${PRIORITY})(?:[- ]priority)?|(?:[,;.:!–—-]+ ?|\\s*\\()(?:and |but |as |with |at )?(?:an? )?(${PRIORITY})(?:[- ]priority)?|\\s+(?:with |at |as |and )?(?:an? )?(${PRIORITY})[- ]priority|(?:[,;:–—-]+ ?|\\s+)(?:with |at |of |and )?(?:an? )?priority:? (?:of |is |to )?(${PRIORITY})|\\s+(asap|urgently|urgent|as soon as possible|no rush|no hurry|whenever|immediately))\\)?[.!]*$`,
  'iu',
)
const PRIORITY_BEFORE = new RegExp(
  `^(?:\\(|\\[)?(${PRIORITY})(?:[- ]priority)?(?:\\)|\\])?(?::|!+|,| -| –) *(?=\\S)`,
  'iu',
)
const LATER_AFTER =
  /[,;.\s–—-]*\b(?:(?:when(?:ever)? i (?:have|get|find) (?:the |some )?time|some ?day|when(?:ever)? possible|if i have time|there(?:'s| is) no (?:rush|hurry)))$/i
const TAGGED_AFTER = new RegExp(
  `[,;]?\\s+(?:and )?(?:tag(?:ged)?(?: it)?(?: with| as)?|with (?:the )?(?:tags?|labels?)|label(?:l?ed)?(?: it)?(?: with| as)?|under) ((?:[#@]?[\\p{L}\\p{N}][^\\s,]*)(?:(?:,? and |, | )(?:${TAG}|[\\p{L}\\p{N}][^\\s,]*))?)$`,
  'iu',
)
const DESCRIBED_AFTER =
  /[,;.]?\s+(?:with (?:the |a )?(?:description|notes?|details?|comment)(?: that says| saying)?:?|(?:description|notes?|details?):) (.+)$/is

function readTask(text: string, reading: Reading, known: Partial<NewTask>): NewTask {
  let rest = text.trim().replace(/^(?:to |that i (?:have|need) to )(?=\S)/i, '')
  if (isQuoted(rest)) return { ...blank, ...known, title: unquote(rest, reading) }
  let { priority = null, description = null } = known
  const tags: string[] = []
  for (let length = -1; length !== rest.length; ) {
    length = rest.length
    rest = tidyEnd(rest)
    const described = DESCRIBED_AFTER.exec(rest)
    if (described && described.index > 0 && description === null) {
      description = unquote(described[1] ?? '', reading)
      rest = rest.slice(0, described.index)
    }
    const tagged = TAGGED_AFTER.exec(rest)
    const found = tagged && tagged.index > 0 ? tagsOf(tagged[1] ?? '') : null
    if (tagged && found) {
      tags.push(...found)
      rest = rest.slice(0, tagged.index)
    }
    const later = LATER_AFTER.exec(rest)
    if (later && later.index > 0) {
      priority ??= 'low'
      rest = rest.slice(0, later.index)
    }
    const urgency = PRIORITY_AFTER.exec(rest)
    if (urgency && urgency.index > 0) {
      priority ??=
        priorityOf(urgency.slice(1).find((word) => word !== undefined) ?? '') ??
        (/immediately/i.test(urgency[0]) ? 'high' : null)
      rest = rest.slice(0, urgency.index)
    }
    const before = PRIORITY_BEFORE.exec(rest)
    if (before) {
      priority ??= priorityOf(before[1] ?? '')
      rest = rest.slice(before[0].length)
    }
  }
  return withQuickAdd(rest, reading, { ...known, priority, description, tags })
}

const blank: NewTask = { title: '', dueDate: null, priority: null, tags: [], description: null }

function tidyEnd(text: string): string {
  return withoutCourtesyAfter(text.trim())
    .replace(/[\s,;:]+$/, '')
    .replace(/(?<=[\p{L}\p{N}\ue000-\ue0ff])[.!?]+$/u, '')
    .trim()
}

function withQuickAdd(text: string, reading: Reading, known: Partial<NewTask>): NewTask {
  const whole = unmask(text, reading)
  try {
    const read = parseQuickAdd(whole, { today: reading.today, locale: reading.locale })
    // "Plan a party on friday, #home": what is left of the sentence's marks.
    const title = read.title
      .replace(/[\s,;:]+$|(?<=\p{L}{3})\.$/gu, '')
      .replace(/\s+(?:on|due|by|for)$/i, (word) => (read.dueDate ? '' : word))
    const literal = /^(["“”„«'‘`])([^"“”„«»]+)["”“»'’`]$/.exec(title)?.[2]
    return {
      ...blank,
      ...known,
      title: literal ?? asTitle(title === '' ? whole : title),
      dueDate: read.dueDate ?? known.dueDate ?? null,
      priority: read.priority ?? known.priority ?? null,
      tags: [...new Set([...(known.tags ?? []), ...read.tags])],
    }
  } catch {
    return { ...blank, ...known, title: whole.replace(/\p{Cc}+/gu, ' ').trim() }
  }
}
