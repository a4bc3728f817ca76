import type { Context, WriteOptions } from '../context.ts'
import { refuseIssues, TodoError } from '../errors.ts'
import type { TagCount } from '../ports.ts'
import { type Plan, type Written, write } from '../write.ts'
import { decide } from './decide.ts'
import { filterOf } from './list-query.ts'
import { normalizeTag, tagProblem } from './rules.ts'
import type { Task } from './task.ts'

export type TagsWritten = { operationId: string | null; tasks: readonly Task[]; replayed: boolean }

/** The tags in use, with how many open tasks and how many tasks have each. */
export function listTags({ store, scope }: Context): Promise<TagCount[]> {
  return store.tags(scope)
}

/** Gives every task that has `from` the tag `to` instead; where `to` is in use the two merge. Throws `TAG_NOT_FOUND`. */
export async function renameTag(
  context: Context,
  from: string,
  to: string,
  options: WriteOptions<TagsWritten> = {},
): Promise<TagsWritten> {
  const problem = tagProblem(to)
  if (problem) refuseIssues([{ path: 'to', message: problem }])
  return replaceTag(context, from, [normalizeTag(to)], options)
}

/** Takes a tag off every task that has it. Throws `TAG_NOT_FOUND`. */
export function deleteTag(
  context: Context,
  tag: string,
  options: WriteOptions<TagsWritten> = {},
): Promise<TagsWritten> {
  return replaceTag(context, tag, [], options)
}

async function replaceTag(
  context: Context,
  name: string,
  by: readonly string[],
  options: WriteOptions<TagsWritten>,
): Promise<TagsWritten> {
  const tag = normalizeTag(name)
  const plan = async (now: string): Promise<Plan | null> => {
    const filter = { ...filterOf({}), tags: [tag] }
    const tasks = await context.store.newest(context.scope, filter, Number.MAX_SAFE_INTEGER, null)
    if (tasks.length === 0) throw new TodoError('TAG_NOT_FOUND')
    const commands = tasks.map((task) => ({
      op: 'update' as const,
      ref: task.id,
      tags: [...new Set(task.tags.flatMap((each) => (each === tag ? by : [each])))],
    }))
    const decision = decide(commands, tasks, { now, uuid: context.ids.uuid })
    return decision.edits.length > 0 ? decision : null
  }
  return tagsWritten(await write(context, { kind: 'batch', options, plan, result: tagsWritten }))
}

function tagsWritten({ operationId, tasks, replayed }: Written): TagsWritten {
  return { operationId, tasks: tasks.filter((task) => task !== null), replayed }
}
