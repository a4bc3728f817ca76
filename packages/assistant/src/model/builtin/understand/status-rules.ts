import type { Change } from '../request.ts'
import { type ChangeRule, rule } from './change-rule.ts'

const complete: Change = { op: 'complete' }
const reopen: Change = { op: 'reopen' }
const remove: Change = { op: 'delete' }
const start: Change = { op: 'update', fields: { status: 'in_progress' } }
const pause: Change = { op: 'update', fields: { status: 'pending' } }

const of = (change: Change, weak = false): ChangeRule['read'] => {
  return ([target = '']) => ({ target: target.trim() === '' ? null : target, change, weak })
}

const SET = '(?:mark|set|flag|change|put|turn|move|switch|update|tag|make|consider|count)'
const STATUS =
  '(?:(?:its|the|their) status )?(?:(?:back )?(?:as|to|=|into|to be|as being) )?(?:the )?(?:status )?(?:(?:back )?to )?'
const DONE = '(?:done|completed?|finished|closed|ticked(?: off)?|checked(?: off)?)'
const NOT_DONE =
  '(?:not (?:yet )?(?:done|completed?|finished)(?: yet)?|undone|un-?finished|incomplete|un-?completed?|open|pending|to-?do|not started|outstanding)'
const STARTED = '(?:in[- ]progress|in_progress|started|ongoing|under ?way|begun|active|doing)'

/** From the most telling form to the loosest; the first that matches counts. */
export const statusRules: readonly ChangeRule[] = [
  rule(
    new RegExp(`^${SET} (?:the )?status (?:of |for )(.+?) (?:back )?(?:to|as|=) ${NOT_DONE}$`, 'is'),
    of(reopen),
  ),
  rule(
    new RegExp(`^${SET} (?:the )?status (?:of |for )(.+?) (?:back )?(?:to|as|=) ${DONE}$`, 'is'),
    of(complete),
  ),
  rule(
    new RegExp(`^${SET} (?:the )?status (?:of |for )(.+?) (?:back )?(?:to|as|=) ${STARTED}$`, 'is'),
    of(start),
  ),
  rule(new RegExp(`^${SET} (.+?) ${STATUS}${NOT_DONE}(?: again)?$`, 'is'), of(reopen)),
  rule(new RegExp(`^${SET} (.+?) ${STATUS}${STARTED}$`, 'is'), of(start)),
  rule(new RegExp(`^${SET} (.+?) ${STATUS}${DONE}(?: already)?$`, 'is'), of(complete)),
  rule(new RegExp(`^(?:mark|set|flag)(?: off)? (?:as )?${NOT_DONE}:? (.+)$`, 'is'), of(reopen)),
  rule(new RegExp(`^(?:mark|set|flag)(?: off)? (?:as )?${DONE}:? (.+)$`, 'is'), of(complete)),
  rule(
    /^(?:re-?open|un-?complete|un-?check|un-?tick|un-?finish|re-?activate|undo completing|undo the completion of) (.+)$/is,
    of(reopen),
  ),
  rule(/^undo (?:task |number )*#?(\d{1,9})$/i, of(reopen)),
  rule(
    /^(?:i )?(?:have not|haven't|did not|didn't|never) (?:actually )?(?:finish(?:ed)?|complete[d]?|do|done) (.+?)(?: yet)?$/is,
    of(reopen),
  ),
  rule(
    /^(.+?) (?:is not|isn't|are not|aren't|was not|wasn't|weren't) (?:actually )?(?:done|finished|complete[d]?)(?: yet| after all)?$/is,
    of(reopen),
  ),
  rule(
    /^(?:un-?delete|un-?trash|restore|recover|bring back) (.+?)(?: from (?:the )?(?:trash|bin))?$/is,
    of({ op: 'restore' }),
  ),

  rule(
    /^(?:tick|check|cross|strike)(?: off)? (.+?)(?: off)?(?: (?:from|on) (?:my|the) list)?$/is,
    ([target = '', whole = '']) =>
      /^(?:tick|cross|strike)\b|\boff\b/i.test(whole)
        ? { target, change: complete }
        : { target, change: complete, weak: true },
  ),
  rule(/^(?:mark|set)(?: off)? (.+?) off$/is, of(complete)),
  rule(
    /^(?:complete|done with|i(?:'m| am) (?:now |already )?(?:done|finished|through) with|we(?:'re| are) (?:done|finished) with)(?: task)?:? (.+)$/is,
    of(complete),
  ),
  rule(/^done:? (.+)$/is, of(complete)),
  rule(
    /^(?:i|we)(?:'ve|'m)?(?: have| am)? (?:just |already |now |finally )*(?:finished|completed|done|did|ticked off|checked off|dealt with|taken care of|took care of|handled|wrapped up) (?:with )?(.+?)(?: already| today| now)?$/is,
    of(complete),
  ),
  rule(/^(?:finish(?: off| up)?|close(?: out)?|wrap up|resolve) (.+)$/is, of(complete, true)),
  rule(/^finished(?: with)?:? (.+)$/is, of(complete)),
  rule(
    /^(.+?)(?: (?:is|are|was|were|has been|have been|got)|'s) (?:now |already |all |finally )*(?:done|finished|completed?|ticked off|taken care of|over with)(?: now| already)?$/is,
    of(complete),
  ),
  rule(
    /^((?:task |number )*#?\d{1,9}|it|that|this|those|these|both|all of (?:them|those|these)|the (?:first|second|third|fourth|fifth|last)(?: one)?):? (?:as )?(?:done|finished|complete[d]?)$/is,
    of(complete),
  ),

  rule(/^(?:start|begin)(?: working on| work on| on| with)? (.+)$/is, ([target = '', whole = '']) => ({
    target,
    change: start,
    weak: !/^(?:start|begin) (?:working|work) on/i.test(whole),
  })),
  rule(
    /^(?:i(?:'m| am)|i've|i have)(?: now| just| currently)* (?:working on|started(?: (?:on|with|working on))?|starting(?: (?:on|with))?|begun(?: (?:on|with))?|doing|on) (.+?)(?: now| right now)?$/is,
    of(start),
  ),
  rule(/^i (?:just )?(?:started|began)(?: (?:on|with|working on))? (.+)$/is, of(start)),
  rule(/^(?:pause|stop working on|put (?:a )?hold on|hold off on) (.+)$/is, of(pause, true)),

  rule(/^(?:delete|erase|trash|get rid of|throw (?:away|out)|discard|bin off|del|rm) (.+)$/is, of(remove)),
  rule(
    /^(?:throw|chuck|put|move) (.+?) (?:away|out|in(?:to)? (?:the )?(?:trash|bin|rubbish)|to (?:the )?(?:trash|bin))$/is,
    of(remove),
  ),
  rule(
    /^(?:remove|take|strike|clear|wipe|drop|scratch) (.+?) (?:from|off|out of) (?:my|the|our) (?:(?:to-?do|to do|task) ?)?(?:list|tasks|todos|board)$/is,
    of(remove),
  ),
  rule(/^remove (.+)$/is, of(remove)),
  rule(
    /^(?:cancel|drop|scrap|kill|clear(?: out)?|wipe|bin|ditch|dump|purge|nuke|lose|scratch|i (?:no longer|don't) need|we no longer need) (.+)$/is,
    of(remove, true),
  ),
]
