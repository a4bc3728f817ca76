import { parseQuickAdd } from '@todo/core/quick-add'
import type { Request } from '../request.ts'
import type { State } from '../state.ts'
import { answer } from './answers.ts'
import { type ReadChange, readChange, readFirstChange, readSchedule } from './change.ts'
import { newTask, readCreate } from './create.ts'
import { adviceFor, isConditional, isQuestion, readNegation } from './guards.ts'
import { readLook } from './look.ts'
import { boundariesOf } from './pieces.ts'
import { readAlone, readBareVerb, readRepeated, readUndo } from './short.ts'
import { readTalk, say, UNKNOWN_TEXT } from './small-talk.ts'
import { readTarget } from './target.ts'
import {
  maskQuotes,
  type Reading,
  unmask,
  withoutCourtesy,
  withoutCourtesyAfter,
  withoutEnd,
} from './text.ts'

const TEXT_LENGTH_MAX = 2000
const REQUESTS_MAX = 20
const TOO_MANY = `That is more than I can do at once: say at most ${REQUESTS_MAX} things in a message.`

export type Day = Pick<Reading, 'today' | 'locale'>

/** What a message asks for, in order. Never empty. */
export function understand(message: string, state: State, day: Day): readonly Request[] {
  if (message.length > TEXT_LENGTH_MAX) {
    return [say(`That is too long for me: use at most ${TEXT_LENGTH_MAX.toLocaleString('en')} characters.`)]
  }
  const { text, quotes } = maskQuotes(message)
  const reading: Reading = { ...day, quotes }
  const answered = state.question ? answer(text, state.question, reading) : null
  if (answered) return answered
  const talk = readTalk(text) ?? secondThoughts(text)
  if (talk) return [talk]
  return readPieces(text, state, reading) ?? [fallback(text, state, reading)]
}

function secondThoughts(text: string): Request | null {
  const { text: bare } = withoutCourtesy(text)
  return readCreate(bare, { today: '2000-01-01', locale: null, quotes: [] }) ? null : readNegation(bare)
}

/** One request or several; null where any part is not understood, so that nothing is done by half. */
function readPieces(text: string, state: State, reading: Reading): Request[] | null {
  const requests: Request[] = []
  let from = 0
  const boundaries = boundariesOf(text)
  if (boundaries.length > REQUESTS_MAX) return [say(TOO_MANY, true)]
  for (const [index, { end, next, strong }] of boundaries.entries()) {
    if (end < from) continue
    const left = text.slice(from, end)
    const right = text.slice(next, boundaries[index + 1]?.end ?? text.length)
    const parting = partsAt(left, right, strong, state, reading)
    if (parting === 'unsure') return [askParts(left, right, reading)]
    if (!parting) continue
    const request = readPiece(left, state, reading)
    if (request === null) continue
    requests.push(request)
    from = next
  }
  const last = readPiece(text.slice(from), { ...state, fresh: state.fresh || requests.length > 0 }, reading)
  if (last === null) return null
  const all = [...requests, last]
  const stop = all.find((request) => request.kind === 'say' && request.forget)
  if (stop) return [stop]
  const asked = all.filter(({ kind }) => kind !== 'say')
  return asked.length > 0 ? asked : all
}

/** Whether a new request begins between two parts: a title may hold verbs too. */
function partsAt(
  left: string,
  right: string,
  strong: boolean,
  state: State,
  reading: Reading,
): boolean | 'unsure' {
  const { text: bareLeft } = withoutCourtesy(left)
  if (left.includes(':') && /:\s*(?:\n|$)/.test(left)) return false
  const created = readCreate(bareLeft, reading)
  const rightRead = readPiece(right, { ...state, fresh: true }, reading)
  if (rightRead === null) return false
  // "mark 3 as done and 4 as done", but not "move 3 and 4 to friday".
  if (
    /^(?:task )?#?\d/i.test(right) &&
    (rightRead.kind !== 'change' || readPiece(left, state, reading)?.kind !== 'change')
  )
    return false
  const closed = /[\ue000-\ue0ff]$/.test(left.trim())
  const titled = !closed && (created !== null || isTitling(bareLeft, reading))
  if (!titled || strong) return true
  const { text: bareRight } = withoutCourtesy(right)
  const change = readFirstChange(bareRight, reading) ?? readChange(bareRight, reading)
  const numbered = rightRead.kind === 'change' && rightRead.target.by === 'number'
  if (created?.natural || created === null) {
    if (numbered && !change?.weak) return true
    if (rightRead.kind === 'create') return /\b(?:list|tasks?|todos?|remind me)\b/i.test(bareRight)
    return ['list', 'next', 'undo', 'redo', 'history', 'finished'].includes(rightRead.kind)
  }
  if (rightRead.kind === 'show' || rightRead.kind === 'search')
    return /^(?:show|list|find|search|what)\b/i.test(bareRight)
  if (rightRead.kind !== 'change' || change === null) return true
  if (change.exact && !change.weak) return true
  if (change.weak) return change.exact && numbered
  return change.destructive || /^(?:complete|remove|done|finish)/i.test(bareRight) ? 'unsure' : true
}

/** Whether a text gives a title or a description, which go on to the end. */
function isTitling(text: string, reading: Reading): boolean {
  const change = readFirstChange(text, reading) ?? readChange(text, reading)
  if (change?.request.kind !== 'change' || change.request.change.op !== 'update') return false
  const { fields, note } = change.request.change
  return fields.title !== undefined || typeof fields.description === 'string' || note !== undefined
}

function askParts(left: string, right: string, reading: Reading): Request {
  return say(
    `Is “${unmask(right, reading)}” a part of the title, or something else to do? I changed nothing. ` +
      `Please say “${unmask(left, reading)}” and “${unmask(right, reading)}” one after the other, or put the title in quotation marks.`,
  )
}

/** One request; null where it is not understood. */
function readPiece(piece: string, state: State, reading: Reading): Request | null {
  const talk = readTalk(piece)
  if (talk) return talk
  const { text, wish } = withoutCourtesy(piece)
  if (text === '') return null
  const first = readFirstChange(text, reading)
  if (first) return first.request
  const asked = wish && /^(?:an?|another|one more|some) /i.test(text) ? `add ${text}` : text
  const created = readCreate(asked, reading) ?? readCreate(piece, reading)
  if (created && !(created.natural && startsPlainRequest(text, reading))) return created.request
  const negated = readNegation(text)
  if (negated) return negated
  const undo = readUndo(text)
  if (undo) return undo
  if (isQuestion(text)) return readLook(text, reading) ?? say(adviceFor(text), true)
  const repeated = readRepeated(piece, state, reading)
  if (repeated) return repeated
  const alone = readAlone(text, state, reading)
  if (alone) return alone
  const looked = readLook(text, reading)
  if (looked && looked.kind !== 'show' && looked.kind !== 'search') return looked
  const bare = readBareVerb(text)
  if (bare && !/^(?:rename|edit|modify|update|re-?word) /i.test(text)) return bare
  const change = readChange(text, reading)
  if (change) return checked(change, text, wish, reading)
  return readSchedule(text, reading) ?? bare ?? looked
}

/** "I need to see my tasks": what is needed is to look. */
function startsPlainRequest(text: string, reading: Reading): boolean {
  const inner = /^(?:i|we)(?:'ve| have)? (?:need|want|have|got|ought) to (.+)$/i.exec(text)?.[1]
  if (inner === undefined || !/^(?:see|show|list|view|know|check what|look at|undo)\b/i.test(inner))
    return false
  const look = readLook(inner.replace(/^know /i, ''), reading)
  return look?.kind === 'list' || look?.kind === 'next'
}

function checked(
  { request, weak, exact }: ReadChange,
  text: string,
  wish: boolean,
  reading: Reading,
): Request {
  if (isConditional(text) && request.kind === 'change' && request.change.op !== 'update') {
    return say('I cannot wait for something to happen, so I changed nothing. Tell me when it is time.')
  }
  if (request.kind !== 'change' || exact || !(weak || wish)) return request
  return { ...request, unsure: unmask(withoutEnd(withoutCourtesyAfter(text)), reading) }
}

const LIST_ITEM = /^\s*(?:[-*•]|\d{1,2}[.)]) +/
const NO_TASK =
  /^(?:i|i'm|you|he|she|it|its|it's|we|they|my|your|the|this|that|there|is|are|am|was|were|not|no|yes|if|because|but|and|or|maybe|perhaps|so|well|of|in fact|someone|everyone|nobody)\b/i

/** What is no request: with a date, a tag or a priority it is a task, else it may be one. */
function fallback(text: string, state: State, reading: Reading): Request {
  const bare = withoutEnd(withoutCourtesyAfter(withoutCourtesy(text).text))
  const target = readTarget(bare, reading)
  if (target && target.by !== 'name' && target.by !== 'filter' && state.shown.length > 0)
    return { kind: 'show', target }
  const written = unmask(bare, reading)
  if (isQuestion(bare)) return say(adviceFor(bare))
  const items = text.split('\n').filter((line) => line.trim() !== '')
  if (items.every((line) => LIST_ITEM.test(line))) {
    return { kind: 'create', tasks: items.map((line) => newTask(line.replace(LIST_ITEM, ''), reading)) }
  }
  if (!/\s/.test(bare) && !/[#@]/.test(bare)) return say(UNKNOWN_TEXT)
  const several = boundariesOf(text).length > 0
  if (NO_TASK.test(bare) || bare.split(/\s+/).length > 15 || !/\p{L}{2}/u.test(written) || several)
    return say(UNKNOWN_TEXT)
  const task = newTask(bare, reading)
  const request: Request = { kind: 'create', tasks: [task] }
  if (task.priority !== null || saysMore(written, reading) || /[,;:!] ?(?:urgent|asap)$/i.test(written))
    return request
  return {
    kind: 'ask',
    question: { about: 'whether', text: `Shall I add “${task.title}” as a task?`, onYes: request, rest: [] },
  }
}

function saysMore(text: string, { today, locale }: Reading): boolean {
  try {
    const { dueDate, tags, priority } = parseQuickAdd(text, { today, locale })
    return dueDate !== null || tags.length > 0 || priority !== null
  } catch {
    return false
  }
}
