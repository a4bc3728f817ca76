'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

const widths = ['w-3/5', 'w-2/5', 'w-1/2', 'w-1/3']

export function TaskListSkeleton() {
  const { lists } = useTexts()
  return (
    <div role="status" className="mt-6">
      <span className="sr-only">{lists.loading}</span>
      {widths.map((width) => (
        <div key={width} className="flex h-13 items-center gap-3.5">
          <Skeleton className="size-5 rounded-full" />
          <Skeleton className={`h-4 ${width}`} />
        </div>
      ))}
    </div>
  )
}
