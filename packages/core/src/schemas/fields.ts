import { z } from 'zod'
import { actors } from '../history/operation.ts'
import { interchangeFormats } from '../interchange/document.ts'
import { isPosition, positionLengthMax } from '../task/position.ts'
import {
  descriptionLengthMax,
  descriptionProblem,
  dueDateProblem,
  tagCountMax,
  tagLengthMax,
  tagProblem,
  titleLengthMax,
  titleProblem,
} from '../task/rules.ts'
import { isUuid, taskPriorities, taskStatuses } from '../task/task.ts'
import {
  agentNamePattern,
  clientPattern,
  descriptionPattern,
  instantPattern,
  linePattern,
  positionPattern,
  tagPattern,
  titlePattern,
  utcPattern,
  uuidPattern,
} from './patterns.ts'

/** A text that passes a rule of the domain; the rule says in words what is wrong. */
export function textWith(problem: (text: string) => string | null) {
  return z.string().check((payload) => {
    const message = problem(payload.value)
    if (message) payload.issues.push({ code: 'custom', message, input: payload.value })
  })
}

export const lineProblem = (text: string): string | null => {
  if (!text.isWellFormed()) return 'The text holds half a character (a lone surrogate)'
  return /\p{Cc}/u.test(text) ? 'The text holds a control character' : null
}

/** A text of one line, `max` characters at most. */
export function lineOf(max: number) {
  return textWith(
    (text) => lineProblem(text) ?? ([...text].length > max ? `Use at most ${max} characters` : null),
  ).meta({ maxLength: max, pattern: linePattern })
}

const instantShape = new RegExp(instantPattern)

/** Whether a time is in ISO 8601 with a zone, and in UTC still in a year of four digits. */
export function instantProblem(text: string): string | null {
  const isTime = instantShape.test(text) && !Number.isNaN(Date.parse(text))
  if (!isTime || dueDateProblem(text.slice(0, 10)) || dueDateProblem(utcDateOf(text))) {
    return 'Give a time as 2026-12-24T08:00:00.000Z'
  }
  return null
}

const utcDateOf = (text: string): string => new Date(text).toISOString().slice(0, 10)

const timezoneWanted = 'Give an IANA time zone, as Europe/Paris'

function timezoneProblem(text: string): string | null {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return /^[A-Za-z]/.test(text) ? null : timezoneWanted
  } catch {
    return timezoneWanted
  }
}

function localeProblem(text: string): string | null {
  try {
    return new Intl.Locale(text).language ? null : 'Give a language tag, as en-GB'
  } catch {
    return 'Give a language tag, as en-GB'
  }
}

export const Uuid = textWith((text) => (isUuid(text) ? null : 'An id is a lower-case uuid')).meta({
  format: 'uuid',
  pattern: uuidPattern,
})
export const Title = textWith(titleProblem).meta({
  minLength: 1,
  pattern: titlePattern,
  description: `One line of at most ${titleLengthMax} characters, not counting white space around it`,
})
export const Description = textWith(descriptionProblem).meta({
  maxLength: descriptionLengthMax,
  pattern: descriptionPattern,
})
export const CalendarDate = textWith(dueDateProblem).meta({ format: 'date' })
/** A time in any zone, as a caller may give it. */
export const Instant = textWith(instantProblem).meta({ format: 'date-time', pattern: instantPattern })
/** A time as it is answered: in UTC with milliseconds. */
export const UtcTime = z.string().meta({ format: 'date-time', pattern: utcPattern })
export const Timezone = textWith(timezoneProblem).meta({
  format: 'time-zone',
  description: 'An IANA name',
  example: 'Europe/Paris',
})
export const Locale = textWith(localeProblem).meta({
  format: 'language-tag',
  description: 'A BCP 47 tag',
  example: 'en-GB',
})
export const Tag = textWith(tagProblem).meta({
  minLength: 1,
  maxLength: tagLengthMax,
  pattern: tagPattern,
  description: 'A word; lower-cased and composed (NFC) before it is counted',
})
export const Tags = z.array(Tag).max(tagCountMax)
export const Position = textWith((text) =>
  isPosition(text) ? null : 'A position is a key made between two others',
).meta({
  format: 'position',
  pattern: positionPattern,
  maxLength: positionLengthMax,
  description: 'Fractional index, compared by code point',
})
export const Status = z.enum(taskStatuses)
export const Priority = z.enum(taskPriorities)
export const ActorName = z.enum(actors)
export const ClientName = lineOf(80)

const clientShape = new RegExp(clientPattern, 'u')
/** What the history calls by these names did not sign in: the assistant, agents, the server itself. */
const reservedClient = /^(?:assistant|chat|server|system|mcp(?::.*)?)$/i

/** The name under which somebody signs in; the history shows it. */
export const SessionClient = textWith((text) => {
  if (!text.isWellFormed() || !clientShape.test(text))
    return 'Name the program in characters that can be seen'
  if ([...text].length > 80) return 'Use at most 80 characters'
  return reservedClient.test(text.trim()) ? 'This name stands for another way in; use another one' : null
}).meta({ minLength: 1, maxLength: 80, pattern: clientPattern })

/** What an agent is called in a header: characters that every proxy passes on. */
export const AgentName = z.string().regex(new RegExp(agentNamePattern))

export const Format = z.enum(interchangeFormats)

/** A number of things, in an answer. */
export const Count = z.int().min(0)
/** The number of one thing, in an answer. */
export const Ordinal = z.int().min(1)

/** A change that names nothing to change is a mistake. */
export function atLeastOneField({ value, issues }: z.core.ParsePayload<object>): void {
  if (Object.values(value).some((member) => member !== undefined)) return
  issues.push({ code: 'custom', path: [], message: 'Name at least one field to change', input: value })
}

/** A list in an answer. */
export const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).readonly()
