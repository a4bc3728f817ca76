import { type ChangeRule, rule } from './change-rule.ts'
import {
  DATE_NAME,
  dated,
  described,
  lastWordsDated,
  noted,
  prioritised,
  retitled,
  TAG_LIST,
  tagged,
  undated,
  untagged,
} from './field-changes.ts'
import { PRIORITY } from './words.ts'

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

/** Changes of priority, tags, title and description. */
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
]
