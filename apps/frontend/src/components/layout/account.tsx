'use client'

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { useLocale } from '../../i18n/texts.tsx'
import { ApiError, api } from '../../lib/api.ts'
import { keepLocale, loginAddress } from '../../lib/auth.ts'
import { ReplicaProvider } from '../../lib/replica.tsx'
import type { User } from '../../types/index.ts'

const Context = createContext<User | null>(null)

/** Who is signed in; `null` until the server has said so. */
export const useUser = (): User | null => useContext(Context)

const Changed = createContext<(user: User) => void>(() => {})

/** For whoever changes the account: shows what has become of it. */
export const useUserChanged = (): ((user: User) => void) => useContext(Changed)

/** Finds out who is signed in; nobody is sent to the page to sign in on. */
export function AccountProvider({ children }: { children: ReactNode }) {
  const [user, setUser] = useState<User | null>(null)
  const shown = useLocale()
  useEffect(() => {
    api.account().then(
      (account) => {
        if (keepLocale(account.user, shown)) location.reload()
        else setUser(account.user)
      },
      (error: unknown) => {
        if (error instanceof ApiError && error.status === 401)
          location.replace(loginAddress(`${location.pathname}${location.search}`))
      },
    )
  }, [shown])
  return (
    <Context value={user}>
      <Changed value={setUser}>
        <ReplicaProvider user={user}>{children}</ReplicaProvider>
      </Changed>
    </Context>
  )
}
