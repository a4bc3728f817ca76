'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { EmptyState } from '../layout/empty-state.tsx'
import { Button } from './button.tsx'
import { Skeleton } from './skeleton.tsx'

const widths = ['w-3/5', 'w-2/5', 'w-1/2']

/** Where lines of the server will be. */
export function LinesSkeleton({ label }: { label: string }) {
  return (
    <div role="status" className="space-y-6 py-4">
      <span className="sr-only">{label}</span>
      {widths.map((width) => (
        <div key={width} className="space-y-2">
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="h-3 w-1/4" />
        </div>
      ))}
    </div>
  )
}

/** What the server did not give, and another try. */
export function FailedLoad({ title, onRetry }: { title: string; onRetry(): void }) {
  const { lists } = useTexts()
  return (
    <EmptyState title={title}>
      <Button look="outline" onClick={onRetry}>
        {lists.retry}
      </Button>
    </EmptyState>
  )
}
