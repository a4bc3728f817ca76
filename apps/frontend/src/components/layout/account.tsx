'use client'

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useState,
} from 'react'
import { useLocale } from '../../i18n/texts.tsx'
import { ApiError, api } from '../../lib/api.ts'
import { keepLocale, loginAddress } from '../../lib/auth.ts'
import { isLeaving, keepUser, keptUser, onKeptUser } from '../../lib/kept-user.ts'
import { reloadAnew } from '../../lib/offline.ts'
import { ReplicaProvider } from '../../lib/replica.tsx'
import type { User } from '../../types/index.ts'

/**
 * `known`: as far as one can tell. `unknown`: nobody is remembered, and the server did not say. `ended`: who is shown
 * has no session any more.
 */
type Standing = 'known' | 'unknown' | 'ended'

type Account = {
  user: User | null
  standing: Standing
  /** Asks the server once more who is signed in. */
  ask(): void
  /** For whoever changes the account: shows what has become of it. */
  changed(user: User): void
}

const Context = createContext<Account>({ user: null, standing: 'known', ask: () => {}, changed: () => {} })

export const useAccount = (): Account => useContext(Context)

/** Who is signed in; `null` until that is known. */
export const useUser = (): User | null => useAccount().user

export const useUserChanged = (): ((user: User) => void) => useAccount().changed

/**
 * Starts as whoever was here last, and asks the server. Where nobody was and nobody is, it leads to the page to sign
 * in on; where the session has ended meanwhile, what is shown stays.
 */
export function AccountProvider({ children }: { children: ReactNode }) {
  const [user, setUser] = useState<User | null>(null)
  const [standing, setStanding] = useState<Standing>('known')
  const shown = useLocale()
  const changed = useCallback((next: User) => {
    keepUser(next)
    setUser(next)
  }, [])
  const ask = useCallback(() => {
    const before = keptUser()
    // What was asked before a session was ended here is answered too late: nobody is to be kept any more.
    const isTooLate = (): boolean => before !== null && isLeaving()
    api.account().then(
      ({ user: found }) => {
        if (isTooLate()) return
        keepUser(found)
        if (before !== null && before.id !== found.id) location.reload()
        else if (keepLocale(found, shown)) reloadAnew()
        else {
          setUser(found)
          setStanding('known')
        }
      },
      (error: unknown) => {
        if (isTooLate()) return
        const isRefused = error instanceof ApiError && error.status === 401
        if (before !== null) setStanding(isRefused ? 'ended' : 'known')
        else if (isRefused) location.replace(loginAddress(`${location.pathname}${location.search}`))
        else setStanding('unknown')
      },
    )
  }, [shown])
  // Before the first paint.
  useLayoutEffect(() => setUser(keptUser()), [])
  useEffect(ask, [ask])
  const shownId = user?.id
  useEffect(() => {
    if (shownId === undefined) return
    return onKeptUser(() => {
      if (keptUser()?.id !== shownId) location.reload()
      // The same person again: perhaps with a session, or under another name.
      else ask()
    })
  }, [shownId, ask])
  return (
    <Context value={{ user, standing, ask, changed }}>
      <ReplicaProvider user={user}>{children}</ReplicaProvider>
    </Context>
  )
}
