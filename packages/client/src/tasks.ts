import {
  type ListQuery,
  type PurgeWritten,
  type TaskPage,
  type TaskRef,
  type TaskService,
  type TaskWritten,
  TodoError,
  taskFromWire,
  type WriteOptions,
} from '@todo/core'
import type { BatchAnswer, HistoryAnswer, PurgeAnswer, TaskAnswer, TaskPageAnswer } from '@todo/core/schemas'
import { bodyOf, taskWritten, writtenOf } from './answer.ts'
import type { Transport } from './transport.ts'
import { commandToWire, createToWire, listToQuery, pageFromWire, updateToWire } from './wire.ts'

type TaskVerbs = Pick<
  TaskService,
  | 'create'
  | 'get'
  | 'list'
  | 'search'
  | 'update'
  | 'complete'
  | 'reopen'
  | 'delete'
  | 'restore'
  | 'purge'
  | 'batch'
>

/** The most that the server gives in one page. */
const pageMax = 100

export function taskVerbs(transport: Transport): TaskVerbs {
  const { call } = transport
  const onTask =
    (name: 'completeTask' | 'reopenTask' | 'restoreTask') =>
    async (ref: TaskRef, options: WriteOptions = {}): Promise<TaskWritten> =>
      taskWritten(await call(name, { path: { id: ref }, ...options }))
  return {
    create: async (input, options) =>
      taskWritten(await call('createTask', { json: createToWire(input), ...options })),
    get: async (ref) => {
      const { task } = await bodyOf<TaskAnswer>(await call('getTask', { path: { id: ref } }))
      return taskFromWire(task)
    },
    list: (query = {}) => list(transport, query),
    search: (query) => list(transport, query),
    update: async (ref, input, options) =>
      taskWritten(await call('updateTask', { path: { id: ref }, json: updateToWire(input), ...options })),
    complete: onTask('completeTask'),
    reopen: onTask('reopenTask'),
    restore: onTask('restoreTask'),
    delete: (ref, options) => deleteTask(transport, ref, options),
    purge: (refs, options) => purge(transport, refs, options),
    batch: async (commands, options) => {
      const response = await call('batchTasks', {
        json: { operations: commands.map(commandToWire) },
        ...options,
      })
      const { results } = await bodyOf<BatchAnswer>(response)
      return { ...writtenOf(response), tasks: results.map(({ task }) => taskFromWire(task)) }
    },
  }
}

/** A page of any size: more than the server gives at once is fetched in several. */
async function list(transport: Transport, query: ListQuery): Promise<TaskPage> {
  const { limit } = query
  if (limit === undefined || limit <= pageMax || query.page !== undefined) return listPage(transport, query)
  let page = await listPage(transport, { ...query, limit: pageMax })
  const tasks = [...page.tasks]
  while (page.nextCursor !== null && tasks.length < limit) {
    const size = Math.min(pageMax, limit - tasks.length)
    page = await listPage(transport, { ...query, limit: size, cursor: page.nextCursor })
    tasks.push(...page.tasks)
  }
  return { ...page, tasks, page: 1, limit }
}

async function listPage({ call }: Transport, query: ListQuery): Promise<TaskPage> {
  const response = await call(query.trash ? 'listTrash' : 'listTasks', { query: listToQuery(query) })
  return pageFromWire(await bodyOf<TaskPageAnswer>(response))
}

/** Newer operations on the task that may have come between a deletion and the look at it. */
const historySeen = 20

/** The answer to a deletion has no task, and the verb gives one: history has it as the deletion left it. */
async function deleteTask(
  { call }: Transport,
  ref: TaskRef,
  options: WriteOptions = {},
): Promise<TaskWritten> {
  const written = writtenOf(await call('deleteTask', { path: { id: ref }, ...options }))
  const response = await call('listHistory', { query: { task_id: ref, limit: historySeen } })
  const { operations } = await bodyOf<HistoryAnswer>(response)
  const operation = operations.find(({ id }) => id === written.operationId)
  const task = operation?.events.find((event) => event.task_id === ref || event.number === ref)?.task
  if (!task) throw new TodoError('TASK_NOT_FOUND')
  return { ...written, task: taskFromWire(task) }
}

/** Each task named is an operation of its own: only the whole trash is ended at once. */
async function purge(
  { call }: Transport,
  refs: readonly TaskRef[] | 'all',
  options: WriteOptions = {},
): Promise<PurgeWritten> {
  if (refs === 'all') {
    const response = await call('emptyTrash', options)
    const { purged } = await bodyOf<PurgeAnswer>(response)
    return { ...writtenOf(response), purged }
  }
  let written: Pick<PurgeWritten, 'operationId' | 'replayed'> = { operationId: null, replayed: false }
  for (const ref of refs) {
    const given = refs.length === 1 ? options : {}
    written = writtenOf(await call('purgeTask', { path: { id: ref }, ...given }))
  }
  return { ...written, purged: refs.length }
}
