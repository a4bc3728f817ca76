import type { Context } from '../context.ts'
import { filterOf } from '../task/list-query.ts'
import type { Task } from '../task/task.ts'
import type { ImportedTask } from './document.ts'
import { chunksOf } from './pages.ts'

/** A task of the file that the list does not have, and the id that it gets. */
export type UnmatchedTask = { task: ImportedTask; id: string }

/** Tasks that are compared by content are read in pages of this size. */
const comparedPerPage = 2000

/**
 * The tasks of a file that are new, in the order of the file: by id or UID where the file has one, also in the
 * trash; else by content, outside the trash, where two equal lines are two tasks. `taken` are ids that other
 * spaces have.
 */
export async function unmatchedTasks(
  context: Context,
  tasks: readonly ImportedTask[],
  taken: ReadonlySet<string>,
): Promise<UnmatchedTask[]> {
  const isNamed = ({ id, uid }: ImportedTask): boolean => id !== null || uid !== null
  const ids = await newIds(context, tasks.filter(isNamed), taken)
  const known = await matchedByContent(
    context,
    tasks.filter((task) => !isNamed(task)),
  )
  return tasks.flatMap((task) => {
    if (!isNamed(task)) return known.has(task) ? [] : [{ task, id: context.ids.uuid() }]
    const id = ids.get(task)
    return id === undefined ? [] : [{ task, id }]
  })
}

/** For each task that is in the space under none of its ids, the one that it gets. */
async function newIds(
  context: Context,
  tasks: readonly ImportedTask[],
  taken: ReadonlySet<string>,
): Promise<Map<ImportedTask, string>> {
  const named = tasks.map((task) => ({ task, id: idOf(context, task) }))
  const owned = new Set(named.map(({ id }) => id))
  const created = new Map<ImportedTask, string>()
  for (const chunk of chunksOf(named)) {
    const wanted = chunk.map(({ task, id }) => ({ task, ids: idsFor(context, id, taken, owned) }))
    const present = await presentIds(
      context,
      wanted.flatMap(({ ids }) => ids),
    )
    for (const { task, ids } of wanted) {
      const [own] = ids
      const id = own !== undefined && taken.has(own) ? ids.at(-1) : own
      if (id !== undefined && !ids.some((each) => present.has(each))) created.set(task, id)
    }
  }
  return created
}

/** A UID of another program always gives the same id in the same space. */
function idOf({ ids, scope }: Context, { id, uid }: ImportedTask): string {
  return id ?? ids.derive(scope.spaceId, `ics:${uid}`)
}

/** Which of these ids are tasks of the space, in the list or in the trash. */
export async function presentIds(
  { store, scope }: Context,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const present = new Set<string>()
  for (const chunk of chunksOf(ids)) {
    for (const { id } of await store.load(scope, chunk)) present.add(id)
  }
  return present
}

/**
 * The ids under which the space may have a task of the file: its own, and the one derived from it, which it gets
 * where another space has its own already. The last one is free: neither taken nor another task's of the file.
 */
function idsFor(
  { ids, scope }: Context,
  own: string,
  taken: ReadonlySet<string>,
  owned: ReadonlySet<string>,
): string[] {
  const chain = [own]
  let id = own
  do {
    id = ids.derive(scope.spaceId, id)
    chain.push(id)
  } while (taken.has(id) || owned.has(id))
  return chain
}

/** The tasks of the file that the list has already: each task of the list matches one of them. */
async function matchedByContent(
  { store, scope }: Context,
  tasks: readonly ImportedTask[],
): Promise<ReadonlySet<ImportedTask>> {
  const waiting = new Map<string, ImportedTask[]>()
  for (const task of tasks) {
    const key = contentKey(task)
    const equal = waiting.get(key)
    if (equal) equal.push(task)
    else waiting.set(key, [task])
  }
  const matched = new Set<ImportedTask>()
  let before: number | null = null
  while (matched.size < tasks.length) {
    const page: Task[] = await store.newest(scope, filterOf({}), comparedPerPage, before)
    for (const each of page) {
      const task = waiting.get(contentKey(each))?.pop()
      if (task) matched.add(task)
    }
    before = page.at(-1)?.number ?? null
    if (page.length < comparedPerPage || before === null) break
  }
  return matched
}

/** What makes two tasks the same to a format that has no ids; the order of tags does not count. */
function contentKey({ title, description, status, priority, dueDate, tags }: ImportedTask | Task): string {
  return JSON.stringify([title, description, status, priority, dueDate, ...tags.toSorted()])
}
