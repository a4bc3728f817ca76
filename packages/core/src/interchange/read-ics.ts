import { isCalendarDate } from '../task/rules.ts'
import { isUuid, type TaskPriority, type TaskStatus } from '../task/task.ts'
import { Collector, type FoundTask, linesOf } from './collector.ts'
import type { ImportDocument } from './document.ts'
import { icsLines, icsList, unescapeIcs } from './ics-text.ts'
import { timeFrom } from './times.ts'

/** The properties of a to-do that we read, by name: each value, and the line of each. */
type Properties = Map<string, { line: number; value: string }[]>

/** The to-do that is being read. `depth` counts components inside it, such as alarms. */
type Todo = { line: number; properties: Properties; depth: number; problem: Problem | null }
type Problem = { line: number; message: string }

const propertiesRead = new Set([
  'UID',
  'SUMMARY',
  'DESCRIPTION',
  'STATUS',
  'PRIORITY',
  'DUE',
  'CATEGORIES',
  'COMPLETED',
  'PERCENT-COMPLETE',
  'CREATED',
  'LAST-MODIFIED',
])

/** Reads the to-dos (`VTODO`) of an iCalendar file (RFC 5545); all else in it is passed over. */
export function readIcs(content: string): ImportDocument {
  const found = new Collector()
  const uids = new Set<string>()
  let todo: Todo | null = null
  let calendar = false
  for (const each of icsLines(linesOf(content))) {
    const begins = each.name === 'BEGIN' ? each.value.trim().toUpperCase() : null
    const ends = each.name === 'END' ? each.value.trim().toUpperCase() : null
    if (begins === 'VCALENDAR') calendar = true
    if (begins === 'VTODO' && calendar) {
      if (todo) found.fail(todo.line, unfinished)
      todo = { line: each.line, properties: new Map(), depth: 0, problem: null }
    } else if (!todo) {
    } else if (ends === 'VTODO') {
      finish(found, todo, uids)
      todo = null
    } else if (begins !== null) todo.depth += 1
    else if (ends !== null) todo.depth -= Math.min(1, todo.depth)
    else if (todo.depth > 0) continue
    else if (each.name === null) todo.problem ??= { line: each.line, message: 'This is no NAME:value' }
    else if (propertiesRead.has(each.name)) keep(todo.properties, each.name, each.line, each.value)
  }
  if (todo) found.fail(todo.line, unfinished)
  if (!calendar) found.fail(1, 'This is no iCalendar file: it has no BEGIN:VCALENDAR')
  return found.document()
}

const unfinished = 'The to-do that begins here has no end'

function keep(properties: Properties, name: string, line: number, value: string): void {
  const values = properties.get(name) ?? []
  properties.set(name, values)
  values.push({ line, value })
}

function finish(found: Collector, todo: Todo, uids: Set<string>): void {
  const task = new TodoReader(todo).task()
  const uid = task.id ?? task.uid ?? null
  if (uid !== null && uids.has(uid)) {
    todo.problem ??= { line: todo.line, message: 'UID: An earlier to-do of this file has the same UID' }
  }
  if (todo.problem) found.fail(todo.problem.line, todo.problem.message)
  else found.add(todo.line, task)
  if (uid !== null) uids.add(uid)
}

/** Turns properties into a task; the first that means nothing becomes the problem of the to-do. */
class TodoReader {
  readonly #todo: Todo

  constructor(todo: Todo) {
    this.#todo = todo
  }

  task(): FoundTask {
    const uid = this.#value('UID', uidOf, 'Give a UID of whole characters') ?? null
    const ours = uid !== null && isUuid(uid)
    return {
      id: ours ? uid : null,
      uid: ours ? null : uid,
      title: oneLine(this.#value('SUMMARY', unescapeIcs) ?? ''),
      description: this.#value('DESCRIPTION', unescapeIcs) ?? null,
      status: this.#status(),
      priority: this.#value('PRIORITY', priorityOf, 'Use a digit from 0 to 9') ?? 'medium',
      dueDate: this.#value('DUE', dueDateOf, 'Give a date that exists, such as 20261224') ?? null,
      tags: (this.#todo.properties.get('CATEGORIES') ?? []).flatMap(({ value }) =>
        icsList(value).flatMap(tagOf),
      ),
      createdAt: this.#time('CREATED'),
      updatedAt: this.#time('LAST-MODIFIED'),
      completedAt: this.#time('COMPLETED'),
    }
  }

  /** `undefined` where the property is missing, or means nothing, which is then the to-do's problem. */
  #value<T>(name: string, meaning: (value: string) => T | null, message = ''): T | undefined {
    const property = this.#todo.properties.get(name)?.[0]
    if (property === undefined) return undefined
    const value = meaning(property.value)
    if (value === null) this.#todo.problem ??= { line: property.line, message: `${name}: ${message}` }
    return value ?? undefined
  }

  #time(name: string): string | null {
    return this.#value(name, timeOf, 'Give a time such as 20261224T100000Z') ?? null
  }

  /** A to-do without a status that was completed is done. */
  #status(): TaskStatus {
    const said = this.#value('STATUS', statusOf, 'Use NEEDS-ACTION, IN-PROCESS, COMPLETED or CANCELLED')
    if (said !== undefined) return said
    const { properties } = this.#todo
    const whole = properties.get('PERCENT-COMPLETE')?.[0]?.value.trim() === '100'
    return whole || properties.has('COMPLETED') ? 'done' : 'pending'
  }
}

const uidOf = (value: string): string | null => {
  const uid = unescapeIcs(value).trim()
  return uid !== '' && uid.isWellFormed() ? uid : null
}

const statuses = new Map<string, TaskStatus>([
  ['NEEDS-ACTION', 'pending'],
  ['IN-PROCESS', 'in_progress'],
  ['COMPLETED', 'done'],
  ['CANCELLED', 'done'],
])

const statusOf = (value: string): TaskStatus | null => statuses.get(value.trim().toUpperCase()) ?? null

/** 0 is undefined, 1–4 high, 5 medium, 6–9 low (RFC 5545, section 3.8.1.9). */
function priorityOf(value: string): TaskPriority | null {
  const digit = /^\s*(\d)\s*$/.exec(value)?.[1]
  if (digit === undefined) return null
  const number = Number(digit)
  if (number === 0 || number === 5) return 'medium'
  return number < 5 ? 'high' : 'low'
}

const icsTime = /^\s*(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?\s*$/

/** A summary of several lines as a title. */
const oneLine = (text: string): string =>
  text
    .split('\n')
    .flatMap((line) => line.trim() || [])
    .join(' ')

/** The date as it is written, whatever the zone: that is the day its author meant. */
function dueDateOf(value: string): string | null {
  const [, year, month, day] = icsTime.exec(value) ?? []
  const date = `${year}-${month}-${day}`
  return isCalendarDate(date) ? date : null
}

/** A time in UTC, as RFC 5545 wants it here; a local one is taken as UTC, and a leap second as the one before it. */
function timeOf(value: string): string | null {
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = icsTime.exec(value) ?? []
  return timeFrom(`${year}-${month}-${day}T${hour}:${minute}:${second === '60' ? '59' : second}Z`)
}

/** A category as a tag: what a tag cannot hold becomes a hyphen. */
function tagOf(category: string): string[] {
  const tag = category.trim().replace(/[\s,#@]+/g, '-')
  return tag === '' ? [] : [tag]
}
