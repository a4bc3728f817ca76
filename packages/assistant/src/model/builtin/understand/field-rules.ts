import type { Change } from '../request.ts'
import { type ChangeRule, type FoundChange, rule } from './change-rule.ts'
import { dateOf, shiftOf } from './dates.ts'
import { isExact, readTarget } from './target.ts'
import { type Reading, unquote } from './text.ts'
import { PRIORITY, priorityOf, TAG, tagsOf } from './words.ts'

const DATE_NAME = '(?:due[- ]?date|date|deadline|due day|due)'
const TAG_LIST = `${TAG}(?:(?:,? and |, ?| )${TAG})*`

const dated = (target: string, words: string, reading: Reading): FoundChange | null => {
  const date = dateOf(words, reading)
  return date === null ? null : { target, change: { op: 'update', fields: { due_date: date } } }
}
const undated: Change = { op: 'update', fields: { due_date: null } }
const prioritised = (target: string, words: string): FoundChange | null => {
  const priority = priorityOf(words)
  return priority === null ? null : { target, change: { op: 'update', fields: { priority } } }
}
/** Where more than one `to` stands, the last one counts before a quoted title; else the new title must be quoted. */
const retitled = (target: string, title: string, reading: Reading): FoundChange | null => {
  const last = /^(.+) (?:to|as) ([\ue000-\ue0ff])$/is.exec(title)
  if (last) return retitled(`${target} to ${last[1]}`, last[2] ?? '', reading)
  const change: Change = { op: 'update', fields: { title: unquote(title, reading) } }
  const unclear = / (?:to|as) /i.test(title) && !isExact(readTarget(target, reading))
  return unclear ? { target, change, say: UNCLEAR_TITLE } : { target, change }
}
const UNCLEAR_TITLE =
  'I cannot tell where the new title begins, so I changed nothing. Please put it in quotation marks: rename rent to “Go to the bank”.'
const tagged = (target: string, words: string): FoundChange | null => {
  const tags = tagsOf(words)
  return tags && { target, change: { op: 'update', fields: {}, addTags: tags } }
}
const untagged = (target: string, words: string): FoundChange | null => {
  const tags = tagsOf(words)
  return tags && { target, change: { op: 'update', fields: {}, removeTags: tags } }
}
const described = (target: string, text: string, reading: Reading): FoundChange => ({
  target,
  change: { op: 'update', fields: { description: unquote(text, reading) } },
})
const noted = (target: string, text: string, reading: Reading): FoundChange => ({
  target,
  change: { op: 'update', fields: {}, note: unquote(text, reading) },
})

const MOVE =
  '(?:move|re-?schedule|postpone|push(?: back| out| off)?|shift|delay|defer|snooze|bump|put off|bring forward|bring|pull forward|advance|carry over|roll over|carry|change|set|switch|put|update|make|reset)'

/** What must come before creating: "add #home to 3", "add a note to 3: …". */
export const fieldRulesFirst: readonly ChangeRule[] = [
  rule(
    new RegExp(
      `^(?:add|attach|put|give|apply|stick) (?:the )?(?:tags? |labels? )?(${TAG_LIST}) (?:to|on|onto) (.+)$`,
      'isu',
    ),
    ([words = '', target = '']) => tagged(target, words),
  ),
  rule(
    /^(?:add|attach|put|apply) (?:a |the )?(?:tags?|labels?) (.+?) (?:to|on|onto) (.+)$/is,
    ([words = '', target = '']) => tagged(target, words),
  ),
  rule(
    /^(?:add|attach|put|apply) (?:a |the )?([^\s]+) (?:tag|label) (?:to|on|onto) (.+)$/is,
    ([words = '', target = '']) => tagged(target, words),
  ),
  rule(
    /^(?:add|attach|put|write|leave|make) (?:a |the |this |another )?(?:note|comment|description|detail)s? (?:to|on|for|about|in) (.+?)(?: (?:saying|that says|with the text)|:|,) ?(.+)$/is,
    ([target = '', text = ''], reading) => noted(target, text, reading),
  ),
  rule(
    /^(?:add|attach|put|write) (?:a |the |this )?(?:note|comment|description|detail)s?:? (.+?) (?:to|on|in) (.+)$/is,
    ([text = '', target = ''], reading) =>
      /^(?:to|on|in|about|for) /i.test(text) ? null : noted(target, text, reading),
  ),
  rule(
    /^(?:note|comment) (?:on|for|to) (?!(?:my)?self\b)(.+?): ?(.+)$/is,
    ([target = '', text = ''], reading) => noted(target, text, reading),
  ),
  rule(
    new RegExp(
      `^(?:add|give|set|assign) (?:a |the )?${DATE_NAME} (?:of |to |on )?(.+?) (?:to|for|on) (.+)$`,
      'is',
    ),
    ([words = '', target = ''], reading) => dated(target, words, reading),
  ),
  rule(
    new RegExp(
      `^(?:add|set|give|assign|change) (?:a |the |another )?${DATE_NAME} (?:to|for|of|on) (.+)$`,
      'is',
    ),
    ([target = ''], reading) => {
      const parts = /^(.+?) (?:to|as|on|for|is|=|be|:) (.+)$/is.exec(target)
      const found = parts && dated(parts[1] ?? '', parts[2] ?? '', reading)
      return found ?? lastWordsDated(target, reading) ?? { target, change: null }
    },
  ),
  rule(
    new RegExp(`^(?:add|give|assign) (?:a |the )?(${PRIORITY})[- ]priority to (.+)$`, 'is'),
    ([words = '', target = '']) => prioritised(target, words),
  ),
]

/** Without a day these still say that the date is to change. */
const ASKS_DATE =
  /^(?!.* (?:trash|bin|rubbish|away)$)(?:re-?schedule|postpone|defer|snooze|push back|push off|put off|delay|(?:move|push|shift|bump) (?:the |my |#|\d|it$|that$|those$|them$))/i
const TO =
  /(?: back| over| out| forward)? (?:to|until|till|for|on|by|due(?: on| by)?|as due(?: on)?|so (?:that )?it(?:'s| is) due) /gi

/** Changes of date, priority, tags, title and description. */
export const fieldRules: readonly ChangeRule[] = [
  rule(
    new RegExp(
      `^(?:remove|clear|delete|drop|unset|erase|strip|take(?: off| away)?) (?:the |any )?${DATE_NAME} (?:from|of|for|on|off) (.+)$`,
      'is',
    ),
    ([target = '']) => ({ target, change: undated }),
  ),
  rule(
    new RegExp(`^(?:remove|clear|delete|drop|unset|erase) (.+?)'s ${DATE_NAME}$`, 'is'),
    ([target = '']) => ({ target, change: undated }),
  ),
  rule(new RegExp(`^(?:remove|clear|delete|drop) (?:the|its|their) ${DATE_NAME}$`, 'i'), () => ({
    target: 'it',
    change: undated,
  })),
  rule(new RegExp(`^(?:no|without(?: an?)?) ${DATE_NAME} (?:for|on) (.+)$`, 'is'), ([target = '']) => ({
    target,
    change: undated,
  })),
  rule(/^(?:un-?schedule|un-?date) (.+)$/is, ([target = '']) => ({ target, change: undated })),

  rule(
    new RegExp(
      `^(?:remove|take|drop|delete|strip|clear) (?:the )?(?:tags? |labels? )?(${TAG_LIST}) (?:from|off|of|on) (.+)$`,
      'isu',
    ),
    ([words = '', target = '']) => untagged(target, words),
  ),
  rule(
    /^(?:remove|take|drop|delete|strip|clear) (?:the )?(?:tags?|labels?) (\S+) (?:from|off|of|on) (.+)$/is,
    ([words = '', target = '']) => untagged(target, words),
  ),
  rule(
    /^(?:remove|take|drop|delete|strip) (?:the )?(\S+) (?:tag|label) (?:from|off|of|on) (.+)$/is,
    ([words = '', target = '']) =>
      /^(?:all|any|every|the)$/i.test(words)
        ? { target, change: { op: 'update', fields: {}, removeTags: 'all' } }
        : untagged(target, words),
  ),
  rule(
    /^(?:remove|clear|delete|drop|strip) (?:all |the |all the |any )*(?:tags|labels|tag|label) (?:from|off|of|on) (.+)$/is,
    ([target = '']) => ({ target, change: { op: 'update', fields: {}, removeTags: 'all' } }),
  ),
  rule(/^un-?tag (.+)$/is, ([target = '']) => ({
    target,
    change: { op: 'update', fields: {}, removeTags: 'all' },
  })),
  rule(/^(?:tag|label) (.+?) (?:with|as|under|by) ((?:the )?(?:tags? )?.+)$/is, ([target = '', words = '']) =>
    tagged(target, words.replace(/^(?:the )?(?:tags? |labels? )?/i, '')),
  ),
  rule(new RegExp(`^(?:tag|label) (.+?):? (${TAG_LIST})$`, 'isu'), ([target = '', words = '']) =>
    tagged(target, words),
  ),
  rule(
    /^(?:tag|label) (it|that|this|them|those|these|(?:task |number )*#?\d{1,9}|the (?:first|second|third|last) one) (\S+)$/is,
    ([target = '', words = '']) => tagged(target, words),
  ),
  rule(
    new RegExp(`^(?:give|file) (.+?) (?:under )?(?:the )?(?:tags? |labels? )?(${TAG_LIST})$`, 'isu'),
    ([target = '', words = '']) => tagged(target, words),
  ),
  rule(/^give (.+?) the (?:tag|label) (\S+)$/is, ([target = '', words = '']) => tagged(target, words)),
  rule(new RegExp(`^(?:mark) (.+?) (?:as|with) (${TAG_LIST})$`, 'isu'), ([target = '', words = '']) =>
    tagged(target, words),
  ),

  rule(
    /^(?:re-?name|re-?title|re-?word) (?:the title of )?(.+?) (?:to|as|into|=>|->) (.+)$/is,
    ([target = '', title = ''], reading) => retitled(target, title, reading),
  ),
  rule(
    /^(?:change|set|update|edit|make) (?:the )?(?:title|name|text|wording) (?:of|for|on) (.+?) (?:to|as|=|:) ?(.+)$/is,
    ([target = '', title = ''], reading) => retitled(target, title, reading),
  ),
  rule(/^(?:change|set|update) (.+?)'s (?:title|name) to (.+)$/is, ([target = '', title = ''], reading) =>
    retitled(target, title, reading),
  ),
  rule(/^(?:change|set) (?:its|the) (?:title|name) to (.+)$/is, ([title = ''], reading) =>
    retitled('it', title, reading),
  ),
  rule(
    /^call (it|that|this|that one|this one|(?:task |number )*#\d{1,9}|task \d{1,9}) (.+?)(?: instead)?$/is,
    ([target = '', title = ''], reading) => retitled(target, title, reading),
  ),

  rule(
    /^(?:remove|clear|delete|drop) (?:the )?(?:description|notes?|details?) (?:from|of|for|on) (.+)$/is,
    ([target = '']) => ({ target, change: { op: 'update', fields: { description: null } } }),
  ),
  rule(
    /^(?:set|change|update|edit|make|write) (?:the )?(?:description|notes?|details?) (?:of|for|on|to) (.+?) ?(?: to| as|=|:) ?(.+)$/is,
    ([target = '', text = ''], reading) => described(target, text, reading),
  ),
  rule(/^(?:set|change) (?:its|the) (?:description|notes?) to (.+)$/is, ([text = ''], reading) =>
    described('it', text, reading),
  ),
  rule(/^describe (.+?) as (.+)$/is, ([target = '', text = ''], reading) => described(target, text, reading)),

  rule(
    new RegExp(
      `^(?:set|change|make|update|put|switch|adjust|lower|drop|raise|bump|reduce|increase) (?:the )?priority (?:of |for |on )(.+?) (?:to|as|=|:|at)? ?(?:a )?(${PRIORITY})(?:[- ]priority)?$`,
      'is',
    ),
    ([target = '', words = '']) => prioritised(target, words),
  ),
  rule(
    new RegExp(`^(?:set|change|make|update) (?:its|the|their) priority (?:to )?(${PRIORITY})$`, 'is'),
    ([words = '']) => prioritised('it', words),
  ),
  rule(
    new RegExp(`^(?:set|change|make|update) (.+?)(?:'s| its) priority (?:to |as |= ?)?(${PRIORITY})$`, 'is'),
    ([target = '', words = '']) => prioritised(target, words),
  ),
  rule(
    new RegExp(
      `^(?:set|change|make|update|put|mark|flag|give|switch|raise|lower|bump|drop|bring|move|treat|consider)(?: up| down)? (.+?) (?:up |down )?((?:(?:to|as|at|a|the|very|with) )*(?:priority (?:to |of |= ?|: ?)?)?(?:${PRIORITY})(?:[- ]priority)?)$`,
      'is',
    ),
    ([target = '', words = '']) => prioritised(target, words.replace(/^(?:to|as|at|with) (?:a |the )?/i, '')),
  ),
  rule(
    /^(?:de-?prioriti[sz]e|lower the priority of|decrease the priority of|reduce the priority of) (.+)$/is,
    ([target = '', whole = '']) => ({
      target,
      change: {
        op: 'update',
        fields: /^de/i.test(whole) && !/^decrease/i.test(whole) ? { priority: 'low' } : {},
        ...(/^(?:lower|decrease|reduce)/i.test(whole) ? { raise: -1 as const } : {}),
      },
    }),
  ),
  rule(/^(?:prioriti[sz]e) (.+)$/is, ([target = '']) => ({
    target,
    change: { op: 'update', fields: { priority: 'high' } },
  })),
  rule(/^(?:raise|increase|bump|up|bump up) (?:the )?priority (?:of|for|on) (.+)$/is, ([target = '']) => ({
    target,
    change: { op: 'update', fields: {}, raise: 1 },
  })),
  rule(
    new RegExp(
      `^(.+?) (?:is|are|has|should be|'s|needs to be|must be) (?:now |really |a |of )*((?:${PRIORITY})(?:[- ]priority)?)(?: now)?$`,
      'is',
    ),
    ([target = '', words = '']) => prioritised(target, words),
  ),

  rule(
    new RegExp(
      `^(?:change|set|move|update|push|make|reset|shift|put|postpone|switch) (?:the )?${DATE_NAME} (?:of |for |on )(.+?) (?:back |out |forward )?(?:to|as|=|on|until|till|for|be|:) (.+)$`,
      'is',
    ),
    ([target = '', words = ''], reading) => dated(target, words, reading),
  ),
  rule(
    new RegExp(`^(?:change|set|move|update|make) (.+?)'s ${DATE_NAME} (?:to|as|=|on|for) (.+)$`, 'is'),
    ([target = '', words = ''], reading) => dated(target, words, reading),
  ),
  rule(
    new RegExp(
      `^(?:change|set|move|update|make) (?:its|the|their) ${DATE_NAME} (?:to|as|=|on|for) (.+)$`,
      'is',
    ),
    ([words = ''], reading) => dated('it', words, reading),
  ),
  rule(
    new RegExp(`^(?:give) (.+?) (?:a |the )?${DATE_NAME} (?:of |on |for )?(.+)$`, 'is'),
    ([target = '', words = ''], reading) => dated(target, words, reading),
  ),
  rule(
    new RegExp(
      `^${MOVE} (everything|all(?: the| my)?(?: tasks)?|(?:the |my )?(?:tasks|todos)|what is left|what's left|whatever is left|the rest) (?:(?:that|which) (?:is|are) )?(?:from|on|due|left from) (.+?) (?:over )?(?:to|until|till) (.+)$`,
      'is',
    ),
    ([all = '', from = '', words = ''], reading) =>
      dated(`${/^the rest|what|all/i.test(all) ? 'everything' : all} ${from}`, words, reading),
  ),
  rule(
    new RegExp(`^${MOVE} (.+?) from (.+?) to (.+)$`, 'is'),
    ([target = '', from = '', words = ''], reading) =>
      dateOf(from, reading) === null ? null : dated(target, words, reading),
  ),
  rule(new RegExp(`^${MOVE} (.+)$`, 'is'), ([text = ''], reading) => {
    for (const found of text.matchAll(TO)) {
      const words = text.slice(found.index + found[0].length)
      const made = shiftOf(words) === null ? dated(text.slice(0, found.index), words, reading) : null
      if (made) return made
    }
    return null
  }),
  rule(
    new RegExp(
      `^${MOVE} (.+?) ((?:back |out |forward |on )?(?:by |for )?(?:\\d{1,3}|an?|one|two|three|four|five|six|seven|(?:a )?couple(?: of)?) (?:day|week)s?(?: later| back| out)?)$`,
      'is',
    ),
    ([target = '', words = '', whole = ''], reading) => {
      const days = shiftOf(words)
      if (days === null || (dateOf(words, reading) !== null && /^in /.test(words))) return null
      const back = /^(?:bring|pull|advance)/i.test(whole) || /forward/i.test(words)
      return {
        target: target.replace(/ (?:back|out|by)$/i, ''),
        change: { op: 'update', fields: {}, shiftDays: back ? -days : days },
      }
    },
  ),
  rule(
    new RegExp(`^${MOVE} (.+)$`, 'is'),
    ([target = '', whole = ''], reading) =>
      lastWordsDated(target, reading) ?? (ASKS_DATE.test(whole) ? { target, change: null } : null),
  ),
  rule(
    new RegExp(`^(?:the )?${DATE_NAME} (?:of|for) (.+?)(?: is| to| =|:) (.+)$`, 'is'),
    ([target = '', words = ''], reading) => dated(target, words, reading),
  ),
  rule(/^(.+?) can wait (?:until|till|for) (.+)$/is, ([target = '', words = ''], reading) =>
    dated(target, words, reading),
  ),
  rule(
    /^(.+?) (?:is not|isn't|are not|aren't) (?:so |that |very |really )?(?:urgent|important)(?: any ?more| now)?$/is,
    ([target = '']) => ({ target, change: { op: 'update', fields: { priority: 'low' } } }),
  ),
  rule(
    /^(?:change|update|edit|correct|turn) (.+?) (?:to|into) ([\ue000-\ue0ff])$/is,
    ([target = '', title = ''], reading) => retitled(target, title, reading),
  ),
  rule(
    /^(.+?) (?:is|are|should be|must be|has to be|needs to be|'s) (?:now )?(?:due|for|scheduled for|on) (?:on |by |for )?(.+)$/is,
    ([target = '', words = ''], reading) => dated(target, words, reading),
  ),
  rule(/^(?:make|have) (.+?) (?:be )?(?:due|for) (.+)$/is, ([target = '', words = ''], reading) =>
    dated(target, words, reading),
  ),
  rule(
    /^((?:task |number )*#?\d{1,9}|it|that|this|those|these|both|the (?:first|second|third|fourth|fifth|last) one):? (?:to |on |for |due |is )?(.+)$/is,
    ([target = '', words = ''], reading) => dated(target, words, reading) ?? prioritised(target, words),
  ),
]

/** "move rent friday": the longest end that is a date. */
function lastWordsDated(text: string, reading: Reading): FoundChange | null {
  const words = text.split(' ')
  for (let from = Math.max(1, words.length - 6); from < words.length; from++) {
    const found = dated(words.slice(0, from).join(' '), words.slice(from).join(' '), reading)
    if (found) return found
  }
  return null
}
