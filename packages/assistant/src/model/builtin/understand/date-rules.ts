import { type ChangeRule, rule } from './change-rule.ts'
import { dateOf, shiftOf } from './dates.ts'
import { DATE_NAME, dated, lastWordsDated, prioritised, retitled } from './field-changes.ts'

const MOVE =
  '(?:move|re-?schedule|postpone|push(?: back| out| off)?|shift|delay|defer|snooze|bump|put off|bring forward|bring|pull forward|advance|carry over|roll over|carry|change|set|switch|put|update|make|reset)'

/** Without a day these still say that the date is to change. */
const ASKS_DATE =
  /^(?!.* (?:trash|bin|rubbish|away)$)(?:re-?schedule|postpone|defer|snooze|push back|push off|put off|delay|(?:move|push|shift|bump) (?:the |my |#|\d|it$|that$|those$|them$))/i
const TO =
  /(?: back| over| out| forward)? (?:to|until|till|for|on|by|due(?: on| by)?|as due(?: on)?|so (?:that )?it(?:'s| is) due) /gi

/** Changes of the date, and the loosest forms of all. */
export const dateRules: readonly ChangeRule[] = [
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
