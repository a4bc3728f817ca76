'use client'

import { type ComponentProps, lazy, Suspense } from 'react'
import type { DayDialog } from './day-dialog.tsx'

const load = () => import('./day-dialog.tsx')
const Loaded = lazy(() => load().then(({ DayDialog }) => ({ default: DayDialog })))

/** The dialog for a day, which is loaded when it is wanted. */
export function LazyDayDialog(props: ComponentProps<typeof DayDialog>) {
  return (
    <Suspense>
      <Loaded {...props} />
    </Suspense>
  )
}

/** Has it loaded before it is wanted. */
export const loadDayDialog = load
