import type { ReactNode } from 'react'

/** Something went wrong: read out at once. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="rounded-medium bg-late-soft px-3.5 py-2.5 text-late">
      {children}
    </p>
  )
}
