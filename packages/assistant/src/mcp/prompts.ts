import { ProtocolError, ProtocolErrorCode, type ServerContext } from '@modelcontextprotocol/server'
import { normalizeTag, type TaskPage, type TaskService, TodoError } from '@todo/core'
import { refOf } from '../tools/fields.ts'
import { taskText } from '../tools/get-task.ts'
import { countOf, taskLine } from '../tools/texts.ts'
import { todayQuery } from './lists.ts'
import type { Session } from './session.ts'

type Arguments = Readonly<Record<string, string>>

type PromptInput = { args: Arguments; tasks: TaskService; today: string }

type Prompt = {
  name: string
  title: string
  description: string
  arguments: readonly { name: string; description: string; required: boolean }[]
  /** What is said to the model, with the tasks that it is about. */
  text(input: PromptInput): Promise<string>
}

const shownMax = 50
const weekMs = 7 * 24 * 3600 * 1000

/** A list within a prompt: at most fifty tasks, and how many there are. */
function listed({ tasks, total }: TaskPage): string {
  if (tasks.length === 0) return 'None.'
  const more =
    total > tasks.length
      ? `\n… ${tasks.length} of ${countOf(total, 'task')}; see list_tasks for the others.`
      : ''
  return `${tasks.map((task) => `#${task.number} ${taskLine(task)} (${task.priority})`).join('\n')}${more}`
}

const tagArgument = { name: 'tag', description: 'Only tasks with this tag', required: false }

const prompts: readonly Prompt[] = [
  {
    name: 'plan_my_day',
    title: 'Plan my day',
    description: 'Go through what is due and open, and choose what to do today',
    arguments: [tagArgument],
    async text({ args, tasks, today }) {
      const tags = args.tag ? { tags: [normalizeTag(args.tag)] } : {}
      const due = await tasks.list({ ...todayQuery(today), ...tags, limit: shownMax })
      const open = await tasks.list({ status: 'open', sort: 'priority', ...tags, limit: shownMax })
      return `Today is ${today}. Help me plan my day. Choose what I can really finish, in a good order, and say what can wait and until when. Ask before you change anything.

Overdue or due today:
${listed(due)}

All open tasks, the important ones first:
${listed(open)}`
    },
  },
  {
    name: 'weekly_review',
    title: 'Weekly review',
    description: 'Look back on the week, tidy the list, and look ahead',
    arguments: [],
    async text({ tasks, today }) {
      const day = (ms: number): string =>
        new Date(Date.parse(`${today}T00:00:00.000Z`) + ms).toISOString().slice(0, 10)
      const done = await tasks.list({ status: 'done', sort: 'updated_at', limit: shownMax })
      const recent = done.tasks.filter(
        ({ completedAt }) => completedAt !== null && completedAt >= day(-weekMs),
      )
      const isCut = recent.length === done.tasks.length && done.nextCursor !== null
      const overdue = await tasks.list({
        status: 'open',
        sort: 'due_date',
        dueBefore: today,
        limit: shownMax,
      })
      const next = await tasks.list({
        status: 'open',
        sort: 'due_date',
        dueAfter: day(-weekMs / 7),
        dueBefore: day(weekMs + weekMs / 7),
        limit: shownMax,
      })
      const oldest = await tasks.list({ status: 'open', sort: 'updated_at', order: 'asc', limit: 10 })
      return `Today is ${today}. Do a weekly review with me: what was done, what is stuck and why, what to drop, what comes next. Suggest changes to the list, and ask before you make them.

Done in the last seven days${isCut ? ' (the newest of more)' : ''}:
${listed({ ...done, tasks: recent, total: recent.length })}

Overdue:
${listed(overdue)}

Due in the next seven days:
${listed(next)}

Untouched for the longest:
${listed({ ...oldest, total: oldest.tasks.length })}`
    },
  },
  {
    name: 'break_down_task',
    title: 'Break down a task',
    description: 'Split a task that is too large into steps',
    arguments: [{ name: 'task', description: 'Number of the task', required: true }],
    async text({ args, tasks }) {
      const task = await tasks.get(refOf(args.task ?? ''))
      return `Break this task down into steps that take less than an hour each. Ask what you need to know. When I agree, create the steps with batch_tasks, with the tags of the task and due dates that fit, and update the task's description to say what they are.

${taskText(task)}`
    },
  },
]

export function addPrompts(session: Session): void {
  const { server } = session
  server.setRequestHandler('prompts/list', () => ({
    prompts: prompts.map(({ name, title, description, arguments: args }) => ({
      name,
      title,
      description,
      arguments: args.map((argument) => ({ ...argument })),
    })),
  }))
  server.setRequestHandler('prompts/get', async ({ params }, context) => {
    const prompt = prompts.find(({ name }) => name === params.name)
    if (!prompt)
      throw refused(
        `There is no prompt ${params.name}. There are: ${prompts.map(({ name }) => name).join(', ')}.`,
      )
    const text = await textOf(session, prompt, params.arguments ?? {}, context)
    return {
      description: prompt.description,
      messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }],
    }
  })
}

async function textOf(
  session: Session,
  prompt: Prompt,
  args: Arguments,
  context: ServerContext,
): Promise<string> {
  const missing = prompt.arguments.find(({ name, required }) => required && !args[name])
  if (missing)
    throw refused(`The prompt ${prompt.name} needs the argument ${missing.name}: ${missing.description}.`)
  try {
    return await prompt.text({ args, tasks: session.tasksOf(context), today: await session.caller.today() })
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'TASK_NOT_FOUND'
    if (isMissing) throw refused(`Task ${args.task} not found.`)
    if (error instanceof TodoError)
      throw refused(error.issues.map(({ message }) => message).join(' ') || error.message)
    throw error
  }
}

const refused = (message: string): ProtocolError =>
  new ProtocolError(ProtocolErrorCode.InvalidParams, message)
