'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Task, type TaskRef, taskFromWire, type UpdateTaskInput } from '@todo/core'
import { systemIds } from '@todo/core/system'
import { useEffect, useRef } from 'react'
import { ApiError, api } from '../../../lib/api.ts'
import { type OpenedReplica, useConnection, useLive } from '../../../lib/replica.tsx'
import { dropUnsaved, keepUnsaved } from '../../../lib/unsaved.ts'
import type { LocalTask } from '../../../types/index.ts'

export type TaskVerbs = {
  update(fields: UpdateTaskInput): void
  delete(): void
}

export type FoundTask =
  | { kind: 'loading' | 'missing' }
  /** The server, which may have it, did not answer. */
  | { kind: 'offline' | 'failed'; retry(): void }
  | {
      kind: 'found'
      task: LocalTask
      verbs: TaskVerbs
      /** A change did not reach the server, and is kept here. */
      failed: { retry(): void } | null
    }

const textFields = ['title', 'description'] as const

/** What cannot be saved is kept under this name: that of a field of a task. */
export const draftId = (taskId: string, field: (typeof textFields)[number]): string => `${taskId} ${field}`

/** A task by its id or number: as this device holds it, else as the server has it. */
export function useTask(replica: OpenedReplica, ref: TaskRef): FoundTask {
  const held = useLive(replica.task(ref))
  const connection = useConnection(replica)
  const key = ['task', ref]
  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => taskFromWire((await api.task(ref, signal)).task),
    enabled: held === null && connection !== 'loading',
    // A number that nobody has is not asked for again with each look at the window.
    refetchOnWindowFocus: ({ state }) => state.status === 'success',
  })
  const change = useServerChange(key)

  const { refetch } = query
  const isMissed = useRef(false)
  isMissed.current = held === null && query.isError
  useEffect(() => {
    // The server is there again: what it could not say before is asked once more.
    if (connection === 'live' && isMissed.current) void refetch()
  }, [connection, refetch])

  if (held !== null) return { kind: 'found', task: held, verbs: replicaVerbs(replica, held), failed: null }
  const retry = (): void => void query.refetch()
  if (query.data) {
    const { data: task } = query
    return { kind: 'found', task, verbs: change.verbsOf(task), failed: change.failed }
  }
  if (query.isPaused) return { kind: 'offline', retry }
  if (!query.isError) return { kind: 'loading' }
  const { error } = query
  if (error instanceof ApiError && (error.status === 404 || error.status === 400)) return { kind: 'missing' }
  return { kind: error instanceof ApiError && error.code === 'UNREACHABLE' ? 'offline' : 'failed', retry }
}

function replicaVerbs(replica: OpenedReplica, { id }: LocalTask): TaskVerbs {
  return {
    update: ({ status, ...fields }) => {
      // These two are verbs of their own, and are told as such.
      if (status === 'done') replica.complete(id)
      else if (status === 'pending') replica.reopen(id)
      else if (status !== undefined) replica.update(id, { status })
      if (Object.keys(fields).length > 0) replica.update(id, fields)
    },
    delete: () => void replica.delete(id),
  }
}

type Change = { task: Task; operationId: string; fields: UpdateTaskInput | 'delete' }

/** Changes a task that only the server holds: it shows at once, and again as the server has it. */
function useServerChange(key: readonly unknown[]) {
  const queries = useQueryClient()
  const mutation = useMutation({
    mutationKey: key,
    // One after the other, as they were made.
    scope: { id: JSON.stringify(key) },
    mutationFn: async ({ task: { id }, operationId, fields }: Change): Promise<void> => {
      if (fields === 'delete') await api.deleteTask(id, operationId)
      else await api.updateTask(id, fields, operationId)
    },
    onMutate: async ({ fields }) => {
      await queries.cancelQueries({ queryKey: key })
      if (fields === 'delete') return
      queries.setQueryData<Task>(key, (shown) => shown && { ...shown, ...fields })
    },
    onSuccess: (_, { task }) => {
      for (const field of textFields) dropUnsaved(draftId(task.id, field))
      void queries.invalidateQueries({ queryKey: ['history'] })
      return queries.invalidateQueries({ queryKey: key })
    },
    onError: (_, { task, fields }) => {
      if (fields === 'delete') return
      if (fields.title !== undefined) keepUnsaved(draftId(task.id, 'title'), fields.title)
      if (fields.description) keepUnsaved(draftId(task.id, 'description'), fields.description)
    },
  })
  const { mutate, isError, variables } = mutation
  return {
    failed: isError && variables ? { retry: () => mutate(variables) } : null,
    verbsOf: (task: Task): TaskVerbs => ({
      update: (fields) => mutate({ task, fields, operationId: systemIds.uuid() }),
      delete: () => mutate({ task, fields: 'delete', operationId: systemIds.uuid() }),
    }),
  }
}
