'use client'

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../../lib/api.ts'
import type { OpenedReplica } from '../../../lib/replica.tsx'

/** The history as the server has it, page by page: of everything, or of one task. */
export function useHistory(replica: OpenedReplica, taskId?: string) {
  const queries = useQueryClient()
  // What changes a task makes history.
  useEffect(
    () => replica.tasks().subscribe(() => void queries.invalidateQueries({ queryKey: ['history'] })),
    [replica, queries],
  )
  return useInfiniteQuery({
    queryKey: ['history', taskId ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      api.history({ cursor: pageParam, ...(taskId !== undefined && { task_id: taskId }) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })
}
