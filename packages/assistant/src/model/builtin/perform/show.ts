import type { Steps } from '../replay.ts'
import type { Target } from '../request.ts'
import { dayName, named, taskLine } from '../say.ts'
import { type SeenTask, tasksOf } from '../seen-task.ts'
import type { State } from '../state.ts'
import { find } from './find.ts'
import { done, failure, type Outcome } from './outcome.ts'

/** Shows one task with all that there is to say of it, or several in lines. */
export function* show(target: Target, state: State, today: string): Steps<Outcome> {
  const found = yield* find(target, 'show', state, today)
  if ('none' in found) {
    const { question, ...rest } = found.none.state
    return {
      ...found.none,
      text: found.none.text.replace(', so I changed nothing', ''),
      state: { ...rest, question },
    }
  }
  let { tasks } = found
  if (tasks === null || target.by !== 'name') {
    const results = yield found.refs
      .slice(0, 20)
      .map((ref) => ({ name: 'get_task', arguments: { task_id: ref } }))
    const failed = results.find((result) => result.failed)
    if (failed) return failure(failed, state)
    tasks = results.flatMap(tasksOf)
  }
  const text = tasks
    .map((task) => (tasks.length === 1 ? details(task, today) : taskLine(task, today)))
    .join('\n')
  return done(text, { ...state, focus: tasks, shown: tasks.length > 1 ? tasks : state.shown, fresh: false })
}

const STATUS_NAMES = { pending: 'open', in_progress: 'in progress', done: 'done' }

function details(task: SeenTask, today: string): string {
  const { status, dueDate, priority, tags, description } = task
  const facts = [
    STATUS_NAMES[status],
    dueDate === null ? 'no due date' : `due ${dayName(dueDate, today)}`,
    `${priority} priority`,
    ...(tags.length === 0 ? [] : [tags.map((tag) => `#${tag}`).join(' ')]),
  ]
  return `${named(task)}: ${facts.join(', ')}.${description === null ? '' : `\n${description}`}`
}
