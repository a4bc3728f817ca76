import { isCalendarDate } from '../task/rules.ts'
import type { TaskPriority } from '../task/task.ts'
import { Collector, type FoundTask, linesOf } from './collector.ts'
import type { ImportDocument } from './document.ts'
import { priorityOf, unescapeWord, wordMeaning } from './todotxt-words.ts'

/**
 * Reads todo.txt (github.com/todotxt/todo.txt): a task for each line that is not empty. `+project` and keys
 * that we do not know stay in the title.
 */
export function readTodotxt(content: string): ImportDocument {
  const found = new Collector()
  for (const [index, line] of linesOf(content).entries()) {
    const text = line.replaceAll('\t', ' ').trim()
    if (text !== '') found.add(index + 1, taskOf(text))
  }
  return found.document()
}

function taskOf(line: string): FoundTask {
  const head = headOf(line)
  const body = bodyOf(head.rest)
  return {
    title: body.title,
    description: body.fields.description ?? null,
    dueDate: body.fields.dueDate ?? null,
    tags: body.tags,
    status: head.done ? 'done' : (body.fields.status ?? 'pending'),
    priority: head.priority ?? body.fields.priority ?? 'medium',
    createdAt: midnight(head.createdOn),
    completedAt: midnight(head.completedOn),
  }
}

type Head = {
  done: boolean
  priority: TaskPriority | null
  completedOn: string | null
  createdOn: string | null
  rest: string
}

/** `x`, priority and dates, which have a meaning only at the beginning. Of one date behind `x`, it is the completion's. */
function headOf(line: string): Head {
  const done = line.startsWith('x ')
  let rest = done ? line.slice(2).trimStart() : line
  const letter = /^\(([A-Z])\) /.exec(rest)?.[1]
  if (letter !== undefined) rest = rest.slice(4).trimStart()
  const dates: string[] = []
  while (dates.length < (done ? 2 : 1)) {
    const date = /^(\d{4}-\d{2}-\d{2}) /.exec(rest)?.[1]
    if (date === undefined || !isCalendarDate(date)) break
    dates.push(date)
    rest = rest.slice(11).trimStart()
  }
  const [first = null, second = null] = dates
  return {
    done,
    priority: letter === undefined ? null : priorityOf(letter),
    completedOn: done ? first : null,
    createdOn: done ? second : first,
    rest,
  }
}

type Body = {
  title: string
  tags: string[]
  fields: Pick<Partial<FoundTask>, 'description' | 'dueDate' | 'status' | 'priority'>
}

/** A key that comes a second time stays in the title, so that nothing is lost. */
function bodyOf(text: string): Body {
  const tags: string[] = []
  const fields: Body['fields'] = {}
  const title: string[] = []
  for (const word of text.split(' ')) {
    const meaning = wordMeaning(word)
    if (meaning?.field === 'tag') tags.push(meaning.value)
    else if (meaning && fields[meaning.field] === undefined) {
      Object.assign(fields, { [meaning.field]: meaning.value })
    } else title.push(unescapeWord(word))
  }
  return { title: title.join(' '), tags, fields }
}

const midnight = (date: string | null): string | null => (date === null ? null : `${date}T00:00:00.000Z`)
