import type { Request } from '../request.ts'
import type { State } from '../state.ts'
import { dateOf } from './dates.ts'
import { say } from './small-talk.ts'
import { readTarget } from './target.ts'
import { phrase, type Reading, withoutCourtesyAfter, withoutEnd } from './text.ts'
import { priorityOf, TAG, tagsOf } from './words.ts'

// Requests that live on what was said before, and those that say too little.

const UNDO =
  /^(?:(?:oops|whoops|no),? )?(?:undo|revert|roll back|rollback|take back|reverse|take it back|take that back|undo it|go back|put (?:it|that|them) back(?: (?:as|the way) (?:it|they) (?:was|were))?|bring (?:it|that|them) back|restore (?:it|that|them))(?: (?:it|that|this|please|everything|the last (?:one|change|thing|action|operation|step)|(?:my|your|the) last (?:change|action|operation|step|edit)|last|what (?:you|i) (?:just )?did|the (?:change|deletion|completion)|(?:one|1) step|back|that change|everything you just did|(?:all of )?(?:that|those|it)|both|all(?: of (?:that|those|it))?|them|those|these))*$/
const REDO =
  /^(?:redo|re-do|do it again|redo (?:it|that|the last (?:one|change|undo))|undo the undo|undo that undo|put it back again)$/

export function readUndo(text: string): Request | null {
  const words = phrase(withoutCourtesyAfter(text))
  if (REDO.test(words)) return { kind: 'redo' }
  if (!UNDO.test(words)) return null
  if (/^restore/.test(words)) return { kind: 'change', target: { by: 'it' }, change: { op: 'restore' } }
  return { kind: 'undo', whole: /\b(?:everything|both|all|those|these|them)\b/.test(words) }
}

/** "and the second one", "4 as well": what was just done, to other tasks. */
export function readRepeated(text: string, { last }: State, reading: Reading): Request | null {
  const found = /^(?:and|also|and also|same (?:for|with)|plus) (.+)$|^(.+?),? (?:too|as well|also)$/i.exec(
    withoutEnd(text),
  )
  if (last === null || !found) return null
  const words = (found[1] ?? found[2] ?? '').replace(/,? (?:too|as well|also)$/i, '')
  const target = readTarget(words, reading)
  const exact = target?.by === 'number' || target?.by === 'place' || target?.by === 'rest'
  return exact ? { kind: 'change', target, change: last } : null
}

const TAGS_ALONE = new RegExp(`^${TAG}(?:(?:,? and |, ?| )${TAG})*$`, 'u')

/** A date, a priority or tags alone are about the task just made; else they ask for a list. */
export function readAlone(text: string, state: State, reading: Reading): Request | null {
  const bare = phrase(withoutCourtesyAfter(text))
  if (
    state.focus.length === 1 &&
    /^(?:(?:all |it's |that's )?(?:done|finished|completed)|did it|complete|i did(?: it)?)$/.test(bare)
  ) {
    return { kind: 'change', target: { by: 'it' }, change: { op: 'complete' } }
  }
  if (!state.fresh || state.focus.length === 0) return null
  const words = withoutCourtesyAfter(withoutEnd(text)).replace(
    /^(?:and|but|no|sorry|actually|rather|i mean(?:t)?|say|make it|set it to|better|with|it's|it is|this is|that's|as|also|oh)[,:]? +/i,
    '',
  )
  const date = dateOf(words, reading)
  const target = { by: state.focus.length > 1 ? 'those' : 'it' } as const
  if (date !== null) return { kind: 'change', target, change: { op: 'update', fields: { due_date: date } } }
  const priority = priorityOf(words)
  if (priority !== null) return { kind: 'change', target, change: { op: 'update', fields: { priority } } }
  const tags = TAGS_ALONE.test(words) ? tagsOf(words) : null
  return tags ? { kind: 'change', target, change: { op: 'update', fields: {}, addTags: tags } } : null
}

const EDIT_HINT =
  'Tell me which task and what to change, for example “move rent to friday” or “rename 3 to Pay the rent”.'

const BARE_VERBS: readonly (readonly [RegExp, Request])[] = [
  [
    /^(?:complete|finish|mark(?: (?:a|one|some))?(?: task)?(?: as)? (?:done|complete|finished)|tick off|check off)(?: (?:a|one|some) (?:task|tasks|one))?$/,
    ask('Which task is done?', { op: 'complete' }),
  ],
  [
    /^(?:delete|remove|erase|get rid of)(?: (?:a|one|some|something|any) ?(?:task|tasks|one|things?|items?)?)?$/,
    ask('Which task shall I delete?', { op: 'delete' }),
  ],
  [
    /^(?:re-?open)(?: (?:a|one|some) (?:task|tasks|one))?$/,
    ask('Which task shall I reopen?', { op: 'reopen' }),
  ],
  [
    /^(?:start|begin)(?: (?:a|one) task)?$/,
    ask('Which task are you starting?', { op: 'update', fields: { status: 'in_progress' } }),
  ],
  [
    /^(?:cancel|cancel (?:it|that|this))$/,
    say(
      'Shall I take the last change back, or delete the task? Say “undo” or “delete it”; I changed nothing.',
      true,
    ),
  ],
  [
    /^(?:clear|empty|wipe|reset|clean)(?: out| up)? (?:my|the|this)(?: whole| entire)? (?:list|to-?do list|todos?|board|tasks list)$/,
    say('That would delete all tasks, so I changed nothing. If you mean it, say “delete all tasks”.', true),
  ],
  [
    /^(?:empty|clear|purge|show|open|list|view)(?: me)? (?:my |the )?(?:trash|bin|deleted tasks)$/,
    say('I cannot look into the trash. “undo” and “restore 3” take a task back from there.'),
  ],
  [/^(?:rename|edit|modify|update|re-?word) .+$/, say(EDIT_HINT, true)],
  [
    /^(?:move|change|edit|update|rename|re-?schedule|postpone|tag)(?: (?:a|one|some|the|my) tasks?)?$/,
    say(
      'Tell me which task and what to change, for example “move rent to friday” or “rename 3 to Pay the rent”.',
    ),
  ],
]

function ask(text: string, change: Extract<Request, { kind: 'change' }>['change']): Request {
  return { kind: 'ask', question: { about: 'target', text, change, rest: [] } }
}

export function readBareVerb(text: string): Request | null {
  const words = phrase(withoutCourtesyAfter(text))
  return BARE_VERBS.find(([pattern]) => pattern.test(words))?.[1] ?? null
}
