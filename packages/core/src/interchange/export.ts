import { type Context, timeOf } from '../context.ts'
import { filterOf } from '../task/list-query.ts'
import type { Task } from '../task/task.ts'
import type { InterchangeFormat } from './document.ts'
import { chunksOf, operationsBefore, taskPages } from './pages.ts'
import { writeCsv } from './write-csv.ts'
import { writeIcs } from './write-ics.ts'
import { writeJson } from './write-json.ts'
import { writeTodotxt } from './write-todotxt.ts'

/** Characters that are gathered into one piece, so that a reader is not woken for each line. */
const pieceLength = 65_536

/**
 * The list as a file, piece by piece, tasks by number. JSON has the trash behind the list and the history,
 * newest first; the other formats leave both out. Tasks are as they are when their page is read; the history
 * ends where the export began.
 */
export async function* exportTasks(context: Context, format: InterchangeFormat): AsyncIterable<string> {
  let piece = ''
  for await (const text of written(context, format)) {
    piece += text
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

async function* written(context: Context, format: InterchangeFormat): AsyncIterable<string> {
  switch (format) {
    case 'csv':
      return yield* writeCsv(listed(context))
    case 'todotxt':
      return yield* writeTodotxt(listed(context))
    case 'ics':
      return yield* writeIcs(listed(context))
    case 'json': {
      const nextSeq = await seqAfter(context)
      return yield* writeJson({
        exportedAt: timeOf(context),
        tasks: everything(context, nextSeq),
        operations: operationsBefore(context, nextSeq),
      })
    }
  }
}

async function* listed(context: Context): AsyncIterable<Task> {
  for await (const page of taskPages(context, filterOf({}))) yield* page
}

/** List and trash, each task once, though others move tasks between the two while they are read. */
async function* everything(context: Context, nextSeq: number): AsyncIterable<Task> {
  const seen = new Set<string>()
  for (const trash of [false, true]) {
    for await (const page of taskPages(context, filterOf({ trash }))) {
      for (const task of page) {
        if (seen.has(task.id)) continue
        seen.add(task.id)
        yield task
      }
    }
  }
  for (const ids of chunksOf([...(await touchedSince(context, nextSeq))].filter((id) => !seen.has(id)))) {
    yield* await context.store.load(context.scope, ids)
  }
}

/** The tasks of operations that came after the export began: among them those that left the trash unseen. */
async function touchedSince(context: Context, nextSeq: number): Promise<Set<string>> {
  const ids = new Set<string>()
  for await (const { firstSeq, events } of operationsBefore(context, null, 10)) {
    if (firstSeq < nextSeq) break
    for (const event of events) ids.add(event.taskId)
  }
  return ids
}

/** A sequence number behind all events of the newest operation's first one, and of none after it. */
async function seqAfter(context: Context): Promise<number> {
  for await (const { firstSeq } of operationsBefore(context, null, 1)) return firstSeq + 1
  return 1
}
