import type { ReactNode } from 'react'
import { Shell } from '../../components/layout/shell.tsx'

/** The signed-in app. */
export default function DashboardLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <Shell />
      {children}
    </>
  )
}
