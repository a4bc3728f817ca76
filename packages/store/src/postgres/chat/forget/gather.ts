import { read } from '@todo/core/loose-json'
import type { ChatToolCall } from '@todo/core/schemas'
import { titleOf } from '../title.ts'
import { type Forgotten, forgotten } from './forgotten.ts'

/** What was said in one run, as far as it matters here. */
export type Said = {
  role: string
  content: string
  toolCalls: readonly Pick<ChatToolCall, 'name' | 'arguments' | 'result'>[]
  items: unknown
  runId: string | null
}

/**
 * What a conversation keeps of these tasks: each title and description that a tool has shown or was given, and whole what
 * was said in the runs that wrote them, since people and models write the same in other words.
 */
export function gather(ids: ReadonlySet<string>, said: readonly Said[]): Forgotten {
  const texts: string[] = []
  const wordy = new Set<string | null>()
  for (const { toolCalls, runId } of said) {
    for (const call of toolCalls) {
      textsOf(call.result.data, ids, texts)
      const written = writtenBy(call, ids)
      for (const args of written) addTexts(args, texts)
      if (written.length > 0 || (call.name === 'history' && isNamed(call.result.data, ids))) wordy.add(runId)
    }
  }
  const wholes = said
    .filter(({ runId }) => runId !== null && wordy.has(runId))
    .flatMap(({ role, content, items }) => [
      content,
      ...(role === 'user' ? [titleOf(content)] : assistantTexts(items)),
    ])
  return forgotten(ids, texts, wholes)
}

/** Titles and descriptions of these tasks, and summaries of their changes, wherever they stand in what a tool answered. */
function textsOf(value: unknown, ids: ReadonlySet<string>, texts: string[]): void {
  if (typeof value !== 'object' || value === null) return
  const id = read(value, 'id')
  if (typeof id === 'string' && ids.has(id)) addTexts(value, texts)
  for (const member of Object.values(value)) textsOf(member, ids, texts)
}

function addTexts(value: unknown, texts: string[]): void {
  for (const name of ['title', 'description', 'summary']) {
    const text = read(value, name)
    if (typeof text === 'string') texts.push(text)
  }
  const tags = read(value, 'tags')
  if (Array.isArray(tags)) texts.push(...tags.map((tag) => `#${tag}`))
}

function isNamed(value: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return ids.has(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((member) => isNamed(member, ids))
}

/** The arguments with which a call wrote texts of these tasks. */
function writtenBy({ name, arguments: args, result }: Said['toolCalls'][number], ids: ReadonlySet<string>) {
  if (name === 'create_task' || name === 'update_task') {
    return isNamed(read(read(result.data, 'task'), 'id'), ids) ? [args] : []
  }
  const [operations, done] = [read(args, 'operations'), read(result.data, 'done')]
  if (!Array.isArray(operations) || !Array.isArray(done)) return []
  return done.flatMap((each: unknown) => {
    const operation: unknown = operations[Number(read(each, 'index'))]
    const op = read(operation, 'op')
    const isWritten = op === 'create' || op === 'update'
    return isWritten && isNamed(read(read(each, 'task'), 'id'), ids) ? [operation] : []
  })
}

function assistantTexts(items: unknown): string[] {
  if (!Array.isArray(items)) return []
  return items.flatMap((item: unknown) => {
    const content = read(item, 'content')
    if (read(item, 'role') !== 'assistant' || !Array.isArray(content)) return []
    const texts = content.map((part: unknown) => read(part, 'text'))
    return texts.flatMap((text) => (typeof text === 'string' ? [text] : []))
  })
}
