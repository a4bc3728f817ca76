import type { TaskService } from '@todo/core'
import { tagTemplate, taskTemplate } from './resources.ts'
import type { Session } from './session.ts'

/** The most that a completion may hold. */
const valuesMax = 100

/** What is completed where: tags and tasks, in templates and in arguments of prompts. */
const completed: Readonly<Record<string, Readonly<Record<string, 'tag' | 'task'>>>> = {
  [tagTemplate]: { tag: 'tag' },
  [taskTemplate]: { number: 'task' },
  plan_my_day: { tag: 'tag' },
  break_down_task: { task: 'task' },
}

export function addCompletions(session: Session): void {
  session.server.setRequestHandler('completion/complete', async ({ params: { ref, argument } }, context) => {
    const kind = completed[ref.type === 'ref/prompt' ? ref.name : ref.uri]?.[argument.name]
    if (!kind) return { completion: { values: [], total: 0, hasMore: false } }
    const tasks = session.tasksOf(context)
    const all =
      kind === 'tag' ? await tagsFor(tasks, argument.value) : await numbersFor(tasks, argument.value)
    const values = all.slice(0, valuesMax)
    return { completion: { values, total: all.length, hasMore: all.length > values.length } }
  })
}

async function tagsFor(tasks: TaskService, typed: string): Promise<string[]> {
  const begin = typed.replace(/^#/, '').normalize('NFC').toLowerCase()
  const tags = await tasks.tags()
  return tags.filter(({ tag }) => tag.startsWith(begin)).map(({ tag }) => tag)
}

/** Numbers of open tasks: those that begin as typed or, for words, the hits of a search. */
async function numbersFor(tasks: TaskService, typed: string): Promise<string[]> {
  const text = typed.trim().replace(/^#/, '')
  const isNumber = /^\d*$/.test(text)
  const { tasks: found } = isNumber
    ? await tasks.list({ status: 'open', sort: 'number', limit: valuesMax })
    : await tasks.search({ q: text, status: 'open', limit: valuesMax })
  const numbers = found.map(({ number }) => String(number))
  return isNumber ? numbers.filter((number) => number.startsWith(text)) : numbers
}
