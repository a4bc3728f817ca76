import { Collector, withoutMark } from './collector.ts'
import type { ImportDocument, ReadOperation } from './document.ts'
import { BadElement, isList, Members } from './json-members.ts'
import { jsonVersion } from './limits.ts'
import { readOperation } from './read-operation.ts'
import { readTask } from './read-task.ts'

/**
 * Reads our own JSON. Every member of a task and of an operation must be there and keep the rules; members that
 * are not known are passed over, so that a later writer may add some without a new version.
 */
export function readJson(content: string): ImportDocument {
  const found = new Collector()
  try {
    const file = new Members(parse(content))
    const version = file.raw('version')
    if (version !== jsonVersion) {
      throw new BadElement(`version: This program reads version ${jsonVersion} of the format only`)
    }
    const tasks = file.take('tasks', isList, 'Give a list of tasks')
    const operations = file.raw('operations') ?? []
    if (!isList(operations)) throw new BadElement('operations: Give a list of operations')
    readTasks(found, tasks)
    return found.document(readOperations(found, operations))
  } catch (error) {
    if (!(error instanceof BadElement)) throw error
    found.fail(1, error.message)
    return found.document()
  }
}

/** Whatever the parser throws means that this is not JSON that we can read. */
function parse(content: string): unknown {
  if (isDeep(content)) throw new BadElement('This is nested too deep')
  try {
    return JSON.parse(withoutMark(content))
  } catch {
    throw new BadElement('This is not JSON')
  }
}

/** Ours is nested seven deep; members that are not known may be deeper. */
const depthMax = 100

/** The parser takes 50 bytes and more for each bracket that is not closed yet, so it must not see a million of them. */
function isDeep(content: string): boolean {
  let depth = 0
  let inText = false
  for (let at = 0; at < content.length && depth <= depthMax; at += 1) {
    const character = content[at]
    if (character === '"') inText = !inText
    else if (inText) at += character === '\\' ? 1 : 0
    else if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth -= 1
  }
  return depth > depthMax
}

function readTasks(found: Collector, values: readonly unknown[]): void {
  const ids = new Set<string>()
  for (const [index, value] of values.entries()) {
    const task = attempt(found, index + 1, '', () => readTask(value))
    if (task && ids.has(task.id)) found.fail(index + 1, 'id: An earlier task of this file has the same id')
    else if (task) {
      ids.add(task.id)
      found.add(index + 1, task)
    }
  }
}

/** Oldest first, whatever the order of the file: the events say where each stood. */
function readOperations(found: Collector, values: readonly unknown[]): ReadOperation[] {
  const operations = new Map<string, ReadOperation>()
  for (const [index, value] of values.entries()) {
    const place = `operation ${index + 1}: `
    const read = attempt(found, index + 1, place, () => readOperation(value))
    if (read && operations.has(read.operation.id)) {
      found.fail(index + 1, `${place}id: An earlier operation of this file has the same id`)
    } else if (read) operations.set(read.operation.id, read)
  }
  const seqOf = ({ events }: ReadOperation): number => events[0]?.seq ?? 0
  return [...operations.values()].sort((left, right) => seqOf(left) - seqOf(right))
}

function attempt<T>(found: Collector, line: number, place: string, read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof BadElement)) throw error
    found.fail(line, place + error.message)
    return null
  }
}
