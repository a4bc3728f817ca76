import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Shell } from '../../components/layout/shell.tsx'
import { loginAddress } from '../../lib/auth.ts'
import { addressHeader, buildHeader, nonceHeader, sessionHeader } from '../../lib/request-headers.ts'

/** The signed-in app. Whoever brings no session is asked to sign in before anything is loaded. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const sent = await headers()
  const address = sent.get(addressHeader) ?? '/'
  if (sent.get(sessionHeader) === 'none') redirect(loginAddress(address))
  return (
    <>
      <Shell address={address} build={sent.get(buildHeader) ?? ''} nonce={sent.get(nonceHeader) ?? ''} />
      {children}
    </>
  )
}
