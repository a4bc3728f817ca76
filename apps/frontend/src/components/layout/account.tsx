'use client'

import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
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

/** `askAgain` where the server could not say who is signed in, else `null`. */
const Unknown = createContext<(() => void) | null>(null)

export const useUnknownAccount = (): (() => void) | null => useContext(Unknown)

/** Finds out who is signed in; nobody is sent to the page to sign in on. */
export function AccountProvider({ children }: { children: ReactNode }) {
  const [user, setUser] = useState<User | null>(null)
  const [isUnknown, setIsUnknown] = useState(false)
  const shown = useLocale()
  const ask = useCallback(() => {
    setIsUnknown(false)
    api.account().then(
      (account) => {
        if (keepLocale(account.user, shown)) location.reload()
        else setUser(account.user)
      },
      (error: unknown) => {
        if (error instanceof ApiError && error.status === 401)
          location.replace(loginAddress(`${location.pathname}${location.search}`))
        else setIsUnknown(true)
      },
    )
  }, [shown])
  useEffect(ask, [ask])
  return (
    <Context value={user}>
      <Changed value={setUser}>
        <Unknown value={isUnknown ? ask : null}>
          <ReplicaProvider user={user}>{children}</ReplicaProvider>
        </Unknown>
      </Changed>
    </Context>
  )
}
