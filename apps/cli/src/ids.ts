import { isUuid, type TaskRef } from '@todo/core'
import type { Connection } from './connection/connection.ts'
import { UsageError } from './errors.ts'

/** Tasks named on a command line: one by one, or as ranges, whose holes are of no interest. */
export type Selection = {
  named: readonly TaskRef[]
  ranges: readonly { from: number; to: number }[]
  /** One task, named outright: the answer is about this task and not a list. */
  single: boolean
}

export type Selected = { ref: TaskRef; named: boolean }

/** Wider selections are looked up in the list instead of being counted out. */
const countedOutMax = 1000
/** PostgreSQL's integer, which numbers tasks on a server. */
const numberMax = 2_147_483_647

/** Reads `3`, `#3`, `5-7`, `1,4` and uuids. Throws `UsageError`. */
export function parseSelection(words: readonly string[], verb: string): Selection {
  const parts = words.flatMap((word) => word.split(',')).filter((part) => part !== '')
  if (parts.length === 0) {
    throw new UsageError('Which task? Give its number.', `For example: todo ${verb} 3, or todo ${verb} 3 5-7`)
  }
  const named = new Set<TaskRef>()
  const ranges: { from: number; to: number }[] = []
  for (const part of parts) {
    const range = /^#?(\d+)(?:-|\.\.)#?(\d+)$/.exec(part)
    if (range) {
      const [first, last] = [toNumber(range[1] ?? '', part), toNumber(range[2] ?? '', part)]
      ranges.push({ from: Math.min(first, last), to: Math.max(first, last) })
    } else {
      named.add(parseRef(part))
    }
  }
  return { named: [...named], ranges, single: named.size === 1 && ranges.length === 0 && words.length === 1 }
}

/** One task. Throws `UsageError`. */
export function parseRef(word: string): TaskRef {
  const lower = word.toLowerCase()
  if (isUuid(lower)) return lower
  if (/^#?\d+$/.test(word)) return toNumber(word.replace('#', ''), word)
  throw new UsageError(
    `"${word}" is not the number of a task.`,
    'Numbers stand in the first column of: todo list',
  )
}

/** Numbers that no task can have stay numbers, and are not found. */
const toNumber = (digits: string, written: string): number => {
  const number = Number(digits)
  if (!Number.isSafeInteger(number)) throw new UsageError(`${written} is not the number of a task.`)
  return number
}

export function selectedCountMax(selection: Selection): number {
  return selection.named.length + selection.ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0)
}

/**
 * The tasks of a selection, each once, as they may or may not exist. `existing` asks for those of the ranges
 * that do; it is done for wide ranges in any case. `trash` looks there.
 */
export async function select(
  connection: Connection,
  selection: Selection,
  { existing = false, trash = false } = {},
): Promise<Selected[]> {
  const refs = new Map<TaskRef, Selected>()
  for (const ref of selection.named) refs.set(ref, { ref, named: true })
  const look = existing || selectedCountMax(selection) > countedOutMax
  const found = look ? await numbersInRanges(connection, selection, trash) : countOut(selection)
  for (const number of found) {
    if (!refs.has(number)) refs.set(number, { ref: number, named: false })
  }
  return [...refs.values()]
}

function countOut({ ranges }: Selection): number[] {
  return ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index))
}

async function numbersInRanges(
  { service, pageSize }: Connection,
  { ranges }: Selection,
  trash: boolean,
): Promise<number[]> {
  const last = ranges.reduce((max, { to }) => Math.max(max, to), 0)
  const found: number[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof service.list>> = await service.list({
      sort: 'number',
      limit: pageSize,
      trash,
      ...(cursor !== null && { cursor }),
    })
    found.push(...page.tasks.map(({ number }) => number))
    cursor = (found.at(-1) ?? 0) < last ? page.nextCursor : null
  } while (cursor !== null)
  return found.filter((number) => ranges.some(({ from, to }) => number >= from && number <= to))
}

/** Whether a task can have the number at all: others are not asked for. */
export const isPossible = (ref: TaskRef): boolean => typeof ref === 'string' || (ref >= 1 && ref <= numberMax)
