import type { ReactNode } from 'react'

type Props = { as?: 'p' | 'h1'; title: string; hint?: string; children?: ReactNode }

export function EmptyState({ as: Title = 'p', title, hint, children }: Props) {
  return (
    <div className="flex flex-col items-center px-6 py-20 text-center">
      <Title className="text-lead font-medium">{title}</Title>
      {hint && <p className="mt-1.5 max-w-96 text-balance text-muted">{hint}</p>}
      {children && <div className="mt-6">{children}</div>}
    </div>
  )
}
