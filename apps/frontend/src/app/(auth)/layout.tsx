import type { ReactNode } from 'react'
import { Brand } from '../../components/layout/brand.tsx'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-5 pt-[12vh] pb-12">
      <header>
        <Brand />
      </header>
      <main className="mt-10 w-full max-w-88">{children}</main>
    </div>
  )
}
