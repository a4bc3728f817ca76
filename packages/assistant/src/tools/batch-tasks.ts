import { type BatchCommand, type Task, TodoError, taskToWire, withoutUndefined } from '@todo/core'
import { Description, Title, Uuid } from '@todo/core/schemas'
import { z } from 'zod'
import { argumentProblems } from './arguments.ts'
import { ToolError } from './errors.ts'
import { dueDate, orNull, Priority, refOf, Status, TaskId, tags, WireTask } from './fields.ts'
import { proposalOf, SeveralProposed } from './proposed.ts'
import { countOf } from './texts.ts'
import { defineTool, type ToolContext } from './tool.ts'

/** What becomes one change; a longer batch is several, with progress between them. */
const chunkSize = 100
const itemsMax = 1000

const fields = {
  description: Description.nullish(),
  due_date: dueDate.nullish(),
  priority: orNull(Priority),
  tags: orNull(tags),
}
const plainOps = ['complete', 'reopen', 'delete', 'restore'] as const
const Item = z.discriminatedUnion(
  'op',
  [
    z.strictObject({ op: z.literal('create'), title: Title, ...fields }),
    z.strictObject({
      op: z.literal('update'),
      task_id: TaskId,
      title: orNull(Title),
      status: orNull(Status),
      ...fields,
    }),
    ...plainOps.map((op) => z.strictObject({ op: z.literal(op), task_id: TaskId })),
  ],
  { error: `use one of create, update, ${plainOps.join(', ')}` },
)
type Item = z.infer<typeof Item>

/** Stated in full, and checked one by one: an item that is wrong does not hold up the others. */
const Items = z
  .array(z.unknown())
  .min(1)
  .max(itemsMax)
  .meta({ items: z.toJSONSchema(Item, { io: 'input', reused: 'inline' }) })

const Done = z.strictObject({ index: z.int(), task: WireTask })
const Failed = z.strictObject({ index: z.int(), error: z.string() })

export const batchTasks = defineTool({
  name: 'batch_tasks',
  title: 'Change many tasks',
  description: `Create, update, complete, reopen, delete or restore up to ${itemsMax} tasks. Up to ${chunkSize} are one change that undo takes back as a whole. What cannot be done is reported item by item, and the others are done.`,
  scope: 'write',
  hints: { readOnly: false, destructive: true, idempotent: false },
  input: z.strictObject({ operations: Items }),
  output: z.strictObject({
    operation_ids: z.array(Uuid),
    done: z.array(Done),
    failed: z.array(Failed),
    not_tried: z.int().min(0),
  }),
  async run({ operations }, context) {
    const batch = new Batch(context)
    let tried = 0
    for (; tried < operations.length && !context.signal.aborted; tried += chunkSize) {
      await batch.carryOut(operations.slice(tried, tried + chunkSize), tried)
      const done = Math.min(tried + chunkSize, operations.length)
      context.progress(done, operations.length, `${done} of ${countOf(operations.length, 'task')}`)
    }
    const notTried = Math.max(0, operations.length - tried)
    return batch.answer(operations.length, notTried)
  },
})

class Batch {
  readonly #context: ToolContext
  readonly #operationIds: string[] = []
  readonly #done: z.infer<typeof Done>[] = []
  readonly #failed: z.infer<typeof Failed>[] = []
  readonly #proposals: { id: string; summary: string }[] = []

  constructor(context: ToolContext) {
    this.#context = context
  }

  /** Carries out what can be, as one operation: what is refused is taken out, and the rest is tried again. */
  async carryOut(items: readonly unknown[], from: number): Promise<void> {
    let left = items.flatMap((item, at) => this.#prepared(item, from + at))
    while (left.length > 0) {
      try {
        const { operationId, tasks } = await this.#context.tasks.batch(left.map(({ command }) => command))
        if (operationId !== null) this.#operationIds.push(operationId)
        this.#keep(left, tasks)
        return
      } catch (error) {
        const proposal = proposalOf(error)
        if (proposal) {
          this.#proposals.push(proposal)
          return
        }
        const refused = refusalsOf(error)
        if (refused.size === 0) throw error
        for (const [at, message] of refused) this.#fail(left[at]?.index ?? from, message)
        left = left.filter((_, at) => !refused.has(at))
      }
    }
  }

  answer(total: number, notTried: number) {
    const failed = this.#failed.sort((left, right) => left.index - right.index)
    const text = [
      `Done: ${this.#done.length} of ${countOf(total, 'item')}`,
      ...failed.map(({ index, error }) => `Item ${index}: ${error}`),
      ...(notTried > 0 ? [`Stopped before the last ${countOf(notTried, 'item')}.`] : []),
    ].join('\n')
    if (this.#proposals.length > 0) {
      const refused = failed.map(({ index, error }) => `Item ${index}: ${error}`)
      throw new SeveralProposed(this.#proposals, refused)
    }
    if (this.#done.length === 0)
      throw new ToolError('VALIDATION_FAILED', text, 'Correct the items and call the tool once more.')
    const numbers = `Numbers, in the order of the items: ${this.#done.map(({ task }) => task.number).join(', ')}.`
    const retry = failed.length > 0 ? ' Call the tool again with the corrected items alone.' : ''
    return {
      text,
      note: `${numbers}${retry}`,
      data: { operation_ids: this.#operationIds, done: this.#done, failed, not_tried: notTried },
    }
  }

  #prepared(given: unknown, index: number): { command: BatchCommand; index: number }[] {
    try {
      const item = Item.safeParse(given)
      if (!item.success) throw argumentProblems('An item', [], item.error.issues)
      return [{ command: commandOf(item.data), index }]
    } catch (error) {
      if (!(error instanceof ToolError)) throw error
      this.#fail(index, error.message.replaceAll('\n', ' '))
      return []
    }
  }

  #keep(items: readonly { index: number }[], tasks: readonly Task[]): void {
    for (const [at, task] of tasks.entries()) {
      const index = items[at]?.index
      if (index !== undefined) this.#done.push({ index, task: taskToWire(task) })
    }
  }

  #fail(index: number, error: string): void {
    this.#failed.push({ index, error })
  }
}

/** Which commands were refused, and why; none where the refusal is not about one. */
function refusalsOf(error: unknown): Map<number, string> {
  const refused = new Map<number, string>()
  if (!(error instanceof TodoError)) return refused
  for (const { path, message } of error.issues) {
    const at = /^operations\.(\d+)(?:\.|$)/.exec(path)?.[1]
    if (at !== undefined) refused.set(Number(at), `${message}.`)
  }
  return refused
}

function commandOf(item: Item): BatchCommand {
  if (item.op === 'create') {
    const { due_date, ...rest } = item
    const { op, title } = rest
    return { op, title, ...withoutUndefined({ ...rest, dueDate: due_date }) }
  }
  const ref = refOf(item.task_id)
  if (item.op !== 'update') return { op: item.op, ref }
  const { op, task_id: _, due_date, ...rest } = item
  const input = withoutUndefined({ ...rest, dueDate: due_date })
  if (Object.keys(input).length === 0)
    throw new ToolError('VALIDATION_FAILED', 'Name at least one field to change.')
  return { ...input, op, ref }
}
