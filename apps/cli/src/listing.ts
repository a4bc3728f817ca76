import { type ListQuery, type Task, type Total, taskToWire } from '@todo/core'
import type { OutputMode } from './command.ts'
import type { Connection } from './connection/connection.ts'
import { startOfLocalDay } from './dates.ts'
import { toJson } from './format/json.ts'
import { taskTable } from './format/task-table.ts'
import { groupDigits } from './format/text.ts'
import type { Session } from './session.ts'

/** Tasks in order, page by page. */
export type Listing = {
  /** At most `limit` tasks; all with `null`. */
  pages(limit: number | null): AsyncIterable<readonly Task[]>
  /** Asked for after the pages were read, and only where a limit may have cut them. */
  total(): Promise<Total>
}

/** What a terminal is shown where nothing else is asked for: a list that scrolls by helps nobody. */
const terminalLimit = 50
/** How many rows a cut list looks at to count what was done today. */
const countedMax = 100

/** The tasks of one query. */
export function queryListing({ service, pageSize }: Connection, query: ListQuery): Listing {
  let total: Total = { total: 0, isLowerBound: false }
  return {
    async *pages(limit) {
      let cursor: string | null = null
      let left = limit ?? Number.POSITIVE_INFINITY
      do {
        const page: Awaited<ReturnType<typeof service.list>> = await service.list({
          ...query,
          limit: Math.max(1, Math.min(pageSize, left)),
          ...(cursor !== null && { cursor }),
        })
        total = { total: page.total, isLowerBound: page.totalIsLowerBound }
        left -= page.tasks.length
        cursor = left > 0 ? page.nextCursor : null
        yield page.tasks
      } while (cursor !== null)
    },
    total: async () => total,
  }
}

/** Open tasks by number, and below them what was done since the local day began, the latest first. */
export function openAndDoneToday(session: Session, connection: Connection, query: ListQuery): Listing {
  const open = queryListing(connection, { ...query, status: 'open', sort: 'number' })
  const doneToday = queryListing(connection, { ...query, status: 'done', sort: 'updated_at' })
  const since = startOfLocalDay(session.io.now())
  const sinceToday = async function* (): AsyncGenerator<readonly Task[]> {
    for await (const tasks of doneToday.pages(null)) {
      yield tasks.filter(({ completedAt }) => completedAt !== null && completedAt >= since)
      if (tasks.some(({ updatedAt }) => updatedAt < since)) return
    }
  }
  return {
    async *pages(limit) {
      let left = limit ?? Number.POSITIVE_INFINITY
      for await (const tasks of open.pages(limit)) {
        left -= tasks.length
        yield tasks
      }
      if (left <= 0) return
      for await (const tasks of sinceToday()) {
        yield tasks.slice(0, left)
        left -= tasks.length
        if (left <= 0) return
      }
    },
    total: async () => {
      const { total } = await open.total()
      const done = await countDoneSince(connection, query, since)
      return { total: total + done.total, isLowerBound: done.isLowerBound }
    },
  }
}

async function countDoneSince({ service }: Connection, query: ListQuery, since: string): Promise<Total> {
  const page = await service.list({ ...query, status: 'done', sort: 'updated_at', limit: countedMax })
  const total = page.tasks.filter(({ completedAt }) => completedAt !== null && completedAt >= since).length
  const last = page.tasks.at(-1)
  return { total, isLowerBound: page.nextCursor !== null && last !== undefined && last.updatedAt >= since }
}

export type ListingOptions = {
  output: OutputMode
  limit: number | null
  /** How to see more of it, as in `todo list`. */
  command: string
  /** What is said instead of a table without rows. */
  nothing?: readonly string[]
}

/** Prints a listing as a table, as `{ tasks, total }`, or one task a line. Ends with how many were printed. */
export async function printListing(
  session: Session,
  listing: Listing,
  options: ListingOptions,
): Promise<number> {
  const { stdout } = session.io
  const limit = options.limit ?? (options.output === 'text' && stdout.isTerminal ? terminalLimit : null)
  const printer = printers[options.output](session)
  let count = 0
  for await (const tasks of listing.pages(limit)) {
    if (tasks.length > 0) await stdout.write(await printer.page(tasks, count === 0))
    count += tasks.length
  }
  const cut = limit !== null && count >= limit
  const total = cut ? await listing.total() : { total: count, isLowerBound: false }
  await stdout.write(await printer.end(count, total, options))
  return count
}

type Printer = {
  page(tasks: readonly Task[], first: boolean): Promise<string>
  end(count: number, total: Total, options: ListingOptions): Promise<string>
}

const printers: Record<OutputMode, (session: Session) => Printer> = {
  text: (session) => (session.io.stdout.isTerminal ? terminalPrinter(session) : pipePrinter(session)),
  json: () => ({
    page: async (tasks, first) => `${first ? '{"tasks":[' : ','}${tasks.map(taskToJson).join(',')}`,
    end: async (count, { total, isLowerBound }) =>
      `${count === 0 ? '{"tasks":[' : ''}],"total":${total}${isLowerBound ? ',"total_is_lower_bound":true' : ''}}\n`,
  }),
  ndjson: () => ({
    page: async (tasks) => `${tasks.map(taskToJson).join('\n')}\n`,
    end: async () => '',
  }),
}

/** One table over all rows: its columns are those that the rows need. */
function terminalPrinter(session: Session): Printer {
  const rows: Task[] = []
  return {
    page: async (tasks) => {
      rows.push(...tasks)
      return ''
    },
    end: async (count, total, options) => {
      if (count === 0) return nothingLines(options)
      return (await taskTable(session)(rows)) + moreLine(session, total.total - count, total, options)
    },
  }
}

/** Page by page, so that a list of any length needs no more memory than a page. */
function pipePrinter(session: Session): Printer {
  const table = taskTable(session)
  return {
    page: (tasks) => table(tasks),
    end: async (count, _total, options) => (count === 0 ? nothingLines(options) : ''),
  }
}

const nothingLines = ({ nothing }: ListingOptions): string =>
  `${(nothing ?? ['No tasks found.']).join('\n')}\n`

const taskToJson = (task: Task): string => toJson(taskToWire(task))

function moreLine(session: Session, more: number, total: Total, { command }: ListingOptions): string {
  if (more <= 0) return ''
  const count = `${total.isLowerBound ? 'at least ' : ''}${groupDigits(more)}`
  const all = session.inShell
    ? `${command} --limit 1000`
    : `todo ${command} --limit 1000, or todo ${command} | less`
  return `${session.style('dim', `… and ${count} more: ${all}`)}\n`
}
