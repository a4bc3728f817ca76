import type { Change, Question, Request, Target } from '../request.ts'
import { newTask, readCreate } from './create.ts'
import { dateOf } from './dates.ts'
import { readLook } from './look.ts'
import { isCancel, isYes, NOTHING_CHANGED, readTalk, say } from './small-talk.ts'
import { readTarget } from './target.ts'
import { phrase, type Reading, unquote, withoutCourtesy, withoutCourtesyAfter, withoutEnd } from './text.ts'

const COMMAND =
  /^(?:add|create|show|list|what|which tasks|how many|find|search|mark|complete|delete|remove|move|re-?schedule|postpone|change|rename|tag|undo|redo|reopen|start|remind me|help)\b/i

/** What a message asks for as an answer to a question; null where it is none, and is understood as any other. */
export function answer(text: string, question: Question, reading: Reading): readonly Request[] | null {
  if (isCancel(text)) return [say(NOTHING_CHANGED, true)]
  const given = withoutEnd(withoutCourtesyAfter(withoutCourtesy(text).text)).replace(
    /^(?:i mean(?:t)?|it's|it is|that's|the one called|that would be) (?=\S)/i,
    '',
  )
  const request = read(text, given, question, reading)
  return request && [request, ...question.rest]
}

function read(text: string, given: string, question: Question, reading: Reading): Request | null {
  switch (question.about) {
    case 'whether':
      return isYes(text) ? question.onYes : null
    case 'date': {
      const date = dateOf(given.replace(/^(?:move|make|set) it (?:to )?/i, ''), reading)
      return date === null ? null : apply({ op: 'update', fields: { due_date: date } }, question.target)
    }
    case 'title':
      return title(text, given, reading)
    case 'target': {
      if (COMMAND.test(given)) return null
      const target = readTarget(given, reading)
      return target && apply(question.change, target)
    }
    case 'which':
      return which(text, given, question, reading)
  }
}

function title(text: string, given: string, reading: Reading): Request | null {
  const created = readCreate(given, reading)
  if (created?.request.kind === 'create') return created.request
  const look = readLook(given, reading)
  if (readTalk(text) || look?.kind === 'list' || look?.kind === 'next') return null
  const task = newTask(given.replace(/^(?:call it|it's called|the title is|title:|to) /i, ''), reading)
  return { kind: 'create', tasks: [task] }
}

type Candidates = Extract<Question, { about: 'which' }>

/** The candidates stand in the question as `number title`, in the order in which they were shown. */
function which(text: string, given: string, question: Candidates, reading: Reading): Request | null {
  const numbers = question.candidates.map((candidate) => Number(candidate.split(' ', 1)[0]))
  const chosen = (places: readonly number[]): Request | null => {
    const picked = places.map((place) => numbers.at(place > 0 ? place - 1 : place))
    const found = picked.filter((number) => number !== undefined)
    return found.length > 0 && found.length === picked.length
      ? apply(question.change, { by: 'number', numbers: found })
      : null
  }
  if (isYes(text)) return numbers.length === 1 ? chosen([1]) : { kind: 'ask', question }
  if (
    /^(?:both|all|all of (?:them|those|these)|them all|those|them|every one|all (?:two|three|four|five|\d+)|both of them)$/.test(
      phrase(given),
    )
  ) {
    return apply(question.change, { by: 'number', numbers })
  }
  if (COMMAND.test(given)) return null
  const target = readTarget(given, reading)
  if (target?.by === 'place') return chosen(target.places)
  if (target?.by === 'number') {
    if (target.numbers.every((number) => numbers.includes(number))) return apply(question.change, target)
    return chosen(target.numbers)
  }
  if (target?.by === 'it' && numbers.length === 1) return chosen([1])
  if (target?.by !== 'name') return null
  const words = target.words.toLowerCase()
  const titles = question.candidates.map((candidate) =>
    candidate.slice(candidate.indexOf(' ') + 1).toLowerCase(),
  )
  const equal = titles.flatMap((each, index) => (each === unquote(words, reading) ? [index + 1] : []))
  const holding = titles.flatMap((each, index) => (holds(each, words) ? [index + 1] : []))
  if (equal.length === 1) return chosen(equal)
  if (holding.length > 1) return narrowed(question, holding)
  return holding.length === 1 ? chosen(holding) : null
}

/** Asks again, among fewer. */
function narrowed(question: Candidates, places: readonly number[]): Request {
  const candidates = question.candidates.filter((_, index) => places.includes(index + 1))
  const text = `Which of these?\n${candidates.map((candidate) => `- #${candidate}`).join('\n')}`
  return { kind: 'ask', question: { ...question, candidates, text } }
}

function holds(title: string, words: string): boolean {
  const there = title.split(/[^\p{L}\p{N}]+/u)
  return words
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .every((word) => there.includes(word))
}

function apply(change: Change | 'show', target: Target): Request {
  return change === 'show' ? { kind: 'show', target } : { kind: 'change', target, change }
}
