import type { ToolCall, ToolResult } from '../conversation.ts'
import type { Steps } from '../replay.ts'
import type { Filter } from '../request.ts'
import { countOf, dayName, factsOf, named, taskLine } from '../say.ts'
import { isRecord, numberMember, type SeenTask, tasksOf, textMember } from '../seen-task.ts'
import type { State } from '../state.ts'
import { listArguments } from '../understand/filter.ts'
import { done, failure, type Outcome } from './outcome.ts'

const SHOWN_MAX = 25
const PAGES_MAX = 10

/** The call that lists what a filter asks for. */
export function listCall(filter: Filter, limit?: number): ToolCall {
  const { words } = filter
  const args = listArguments(filter)
  if (words !== null)
    return { name: 'search_tasks', arguments: { query: words, ...args, ...(limit && { limit }) } }
  const sort = filter.status === 'done' ? {} : { sort: 'due_date' }
  return { name: 'list_tasks', arguments: { ...args, ...sort, ...(limit && { limit }) } }
}

/** All tasks of a filter, page by page; at most a thousand. */
export function* allOf(filter: Filter): Steps<SeenTask[] | ToolResult> {
  const first = listCall(filter, 100)
  const found: SeenTask[] = []
  let cursor: string | null = null
  for (let page = 0; page < PAGES_MAX; page++) {
    const next: ToolCall = cursor === null ? first : { ...first, arguments: { ...first.arguments, cursor } }
    const [result]: readonly ToolResult[] = yield [next]
    if (!result || result.failed) return result ?? { text: '', data: null, failed: true }
    found.push(...tasksOf(result))
    cursor = textMember(result, 'next_cursor')
    if (cursor === null) break
  }
  return filter.undated ? found.filter(({ dueDate }) => dueDate === null) : found
}

/** Shows a list, or says how many there are. */
export function* list(
  request: { filter: Filter; today: boolean; count: boolean },
  state: State,
  today: string,
): Steps<Outcome> {
  const { filter } = request
  if (filter.undated) {
    const found = yield* allOf(filter)
    if ('failed' in found) return failure(found, state)
    return shownAll(found.slice(0, SHOWN_MAX), found.length, 'without a date', state, today)
  }
  const call = request.today ? { name: 'today', arguments: {} } : listCall(filter)
  const [result] = yield [call]
  if (!result || result.failed) return failure(result ?? nothing, state)
  const heading = request.today ? 'for today' : describe(filter, today)
  const tasks = tasksOf(result)
  const total = numberMember(result, 'total') ?? tasks.length
  if (request.count) {
    const more = result.data?.total_is_lower_bound === true ? 'at least ' : ''
    const text =
      total === 0
        ? `No tasks ${heading}.`.replace(' .', '.')
        : `${more}${countOf(total, 'task')} ${heading}.`.replace(' .', '.')
    return done(text, { ...state, shown: tasks, focus: tasks, fresh: false })
  }
  return pageShown(call, result, heading, state, today)
}

const nothing: ToolResult = { text: '', data: null, failed: true }

/** Shows what words find. */
export function* search(words: string, state: State, today: string): Steps<Outcome> {
  const call = { name: 'search_tasks', arguments: { query: words } }
  const [result] = yield [call]
  if (!result || result.failed) return failure(result ?? nothing, state)
  return pageShown(call, result, `with “${words}”`, state, today)
}

/** Shows the next page of what was shown. */
export function* more(state: State, today: string): Steps<Outcome> {
  if (state.more === null) return done('That was all.', { ...state, fresh: false })
  const call = { name: state.moreTool, arguments: state.more }
  const [result] = yield [call]
  if (!result || result.failed) return failure(result ?? nothing, state)
  return pageShown(call, result, '', state, today)
}

/** Shows what was completed from one day to another, both included. */
export function* finished(from: string, to: string, state: State, today: string): Steps<Outcome> {
  const [result] = yield [
    { name: 'list_tasks', arguments: { status: 'done', sort: 'updated_at', limit: 100 } },
  ]
  if (!result || result.failed) return failure(result ?? nothing, state)
  const found = tasksOf(result).filter(({ completedAt }) => {
    const day = completedAt?.slice(0, 10) ?? ''
    return day >= from && day <= to
  })
  const when = from === to ? dayName(from, today) : `from ${dayName(from, today)} to ${dayName(to, today)}`
  if (found.length === 0)
    return done(`Nothing was completed ${when}.`, { ...state, shown: [], focus: [], fresh: false })
  const lines = found.map((task) => taskLine(task, today)).join('\n')
  return done(`Completed ${when} (days in UTC):\n${lines}`, {
    ...state,
    shown: found,
    focus: found,
    fresh: false,
    more: null,
  })
}

/** Says which task comes next: what is late or due today by priority, then by date. */
export function* next(state: State, today: string): Steps<Outcome> {
  const [result] = yield [{ name: 'list_tasks', arguments: { status: 'open', sort: 'due_date', limit: 100 } }]
  if (!result || result.failed) return failure(result ?? nothing, state)
  const [first, ...others] = tasksOf(result).sort(
    (left, right) => urgency(left, today) - urgency(right, today),
  )
  if (!first) return done('Nothing is open: you are free.', { ...state, shown: [], focus: [], fresh: false })
  const facts = factsOf(first, today)
  const lines = others.slice(0, 2).map((task) => taskLine(task, today))
  const after = lines.length === 0 ? '' : `\nAfter that:\n${lines.join('\n')}`
  const shown = [first, ...others.slice(0, 2)]
  return done(`Next is ${named(first)}${facts === '' ? '' : `, ${facts}`}.${after}`, {
    ...state,
    shown,
    focus: [first],
    fresh: false,
    more: null,
  })
}

const PRIORITY_RANK = { high: 0, medium: 1, low: 2 }

function urgency({ dueDate, priority, number, status }: SeenTask, today: string): number {
  const days =
    dueDate === null
      ? 3650
      : Math.min(3649, Math.max(0, (Date.parse(dueDate) - Date.parse(today)) / 86_400_000))
  // A day of date weighs a little less than a step of priority; what is due now comes before all.
  return (
    (days === 0 ? 0 : 1e9) +
    (PRIORITY_RANK[priority] * 3 + days) * 1e4 -
    (status === 'in_progress' ? 5e3 : 0) +
    number * 1e-3
  )
}

/** What the person changed lately. */
export function* history(state: State): Steps<Outcome> {
  const [result] = yield [{ name: 'history', arguments: { limit: 10 } }]
  if (!result || result.failed) return failure(result ?? nothing, state)
  const operations = Array.isArray(result.data?.operations) ? result.data.operations.filter(isRecord) : []
  if (operations.length === 0) return done('Nothing was changed yet.', { ...state, fresh: false })
  const lines = operations.map(({ at, actor, client, summary, reverted_by }) => {
    const when = String(at).slice(0, 16).replace('T', ' ')
    return `- ${when} UTC, ${actor} (${client}): ${summary}${reverted_by ? ', undone since' : ''}`
  })
  return done(`The last changes:\n${lines.join('\n')}`, { ...state, fresh: false })
}

function pageShown(
  call: ToolCall,
  result: ToolResult,
  heading: string,
  state: State,
  today: string,
): Outcome {
  const tasks = tasksOf(result)
  const total = numberMember(result, 'total') ?? tasks.length
  const cursor = textMember(result, 'next_cursor')
  const outcome = shownAll(tasks, total, heading, state, today)
  if (cursor === null) return outcome
  return {
    ...outcome,
    text: `${outcome.text}\nSay “more” for the next ones.`,
    state: { ...outcome.state, more: { ...call.arguments, cursor }, moreTool: call.name },
  }
}

function shownAll(
  tasks: readonly SeenTask[],
  total: number,
  heading: string,
  state: State,
  today: string,
): Outcome {
  const after = { ...state, shown: tasks, focus: tasks, fresh: false, more: null }
  const about = heading === '' ? '' : ` ${heading}`
  if (tasks.length === 0) return done(`No tasks${about}.`, after)
  const count =
    total > tasks.length ? `${tasks.length} of ${countOf(total, 'task')}` : countOf(tasks.length, 'task')
  return done(`${count}${about}:\n${tasks.map((task) => taskLine(task, today)).join('\n')}`, after)
}

const STATUS_NAMES: Record<Filter['status'], string> = {
  open: 'open',
  done: 'done',
  pending: 'pending',
  in_progress: 'in progress',
  all: '',
}

/** The properties of a filter in words, to go after "tasks". */
function describe(filter: Filter, today: string): string {
  const { status, priority, tags, from, to, words } = filter
  const parts = [
    ...(words === null ? [] : [`with “${words}”`]),
    ...(status === 'all' || (status === 'open' && (from ?? to ?? priority) !== null)
      ? []
      : [STATUS_NAMES[status]]),
    ...(priority === null ? [] : [`of ${priority} priority`]),
    ...(tags.length === 0 ? [] : [`tagged ${tags.map((tag) => `#${tag}`).join(' and ')}`]),
    ...(from !== null && from === to ? [`due ${dayName(from, today)}`] : []),
    ...(from !== to && from !== null && to !== null
      ? [`due from ${dayName(from, today)} to ${dayName(to, today)}`]
      : []),
    ...(from !== null && to === null ? [`due from ${dayName(from, today)} on`] : []),
    ...(from === null && to !== null ? [to < today ? 'overdue' : `due by ${dayName(to, today)}`] : []),
  ]
  return parts.join(', ')
}
