import { z } from 'zod'
import { actors } from '../history/operation.ts'
import { interchangeFormats } from '../interchange/document.ts'
import { isPosition } from '../task/position.ts'
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
  ).meta({ maxLength: max })
}

/** Whether a time is in ISO 8601 with a zone; answered in UTC with milliseconds and `Z`. */
function instantProblem(text: string): string | null {
  const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/
  if (!shape.test(text) || Number.isNaN(Date.parse(text)) || dueDateProblem(text.slice(0, 10))) {
    return 'Give a time as 2026-12-24T08:00:00.000Z'
  }
  return null
}

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
})
export const Title = textWith(titleProblem).meta({ minLength: 1, maxLength: titleLengthMax })
export const Description = textWith(descriptionProblem).meta({ maxLength: descriptionLengthMax })
export const CalendarDate = textWith(dueDateProblem).meta({ format: 'date' })
export const Instant = textWith(instantProblem).meta({ format: 'date-time' })
export const Timezone = textWith(timezoneProblem).meta({
  description: 'An IANA name',
  example: 'Europe/Paris',
})
export const Locale = textWith(localeProblem).meta({ description: 'A BCP 47 tag', example: 'en-GB' })
export const Tag = textWith(tagProblem).meta({ minLength: 1, maxLength: tagLengthMax })
export const Tags = z
  .array(Tag)
  .max(tagCountMax * 5)
  .meta({ description: `At most ${tagCountMax} different ones` })
export const Position = textWith((text) =>
  isPosition(text) ? null : 'A position is a key made between two others',
).meta({ description: 'Fractional index, compared by code point' })
export const Status = z.enum(taskStatuses)
export const Priority = z.enum(taskPriorities)
export const ActorName = z.enum(actors)
export const ClientName = lineOf(80)
export const Format = z.enum(interchangeFormats)

/** A list in an answer. */
export const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).readonly()
