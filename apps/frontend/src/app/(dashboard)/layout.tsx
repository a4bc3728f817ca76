import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Shell } from '../../components/layout/shell.tsx'
import { loginAddress } from '../../lib/auth.ts'
import { addressHeader, sessionHeader } from '../../lib/request-headers.ts'

/** The signed-in app. Whoever brings no session is asked to sign in before anything is loaded. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const sent = await headers()
  if (sent.get(sessionHeader) === 'none') redirect(loginAddress(sent.get(addressHeader) ?? '/'))
  return (
    <>
      <Shell />
      {children}
    </>
  )
}
