'use client'

import { lazy, Suspense } from 'react'
import { useTexts } from '../../../i18n/texts.tsx'
import { loadDayDialog } from '../../task/lazy-day-dialog.tsx'
import { LinesSkeleton } from '../../ui/loads.tsx'
import { loadMarkdown } from './lazy-markdown.tsx'

const load = () => import('./task-view.tsx')
const TaskView = lazy(() => load().then(({ TaskView }) => ({ default: TaskView })))

type Props = { name: string; isBeside: boolean }

/** A task with all that it has, loaded when the first one is opened. */
export function LazyTaskView(props: Props) {
  const { detail } = useTexts()
  return (
    <Suspense fallback={<LinesSkeleton label={detail.loading} />}>
      <TaskView {...props} />
    </Suspense>
  )
}

/** Has it, and what it is made of, loaded before it is wanted. */
export const loadTaskView = () => Promise.all([load(), loadDayDialog(), loadMarkdown()])
