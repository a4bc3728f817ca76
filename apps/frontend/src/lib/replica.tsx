'use client'

import type { Live, OpenReplica } from '@todo/client/replica'
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type { User } from '../types/index.ts'
import { openReplica } from './interim-replica.ts'

export type OpenedReplica = ReturnType<typeof openReplica>

const Context = createContext<OpenedReplica | null>(null)

/** The person's list on this device; `null` on the server, and until it is known who is here. */
export const useReplica = (): OpenedReplica | null => useContext(Context)

/** What stands in a live value, now and after each change. */
export const useLive = <Value,>(live: Live<Value>): Value =>
  useSyncExternalStore(live.subscribe, live.get, live.get)

/** The zone in which "today" is a day: the account's, else the browser's. */
export const timeZoneOf = (user: Pick<User, 'timezone'>): string =>
  user.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone

type ProviderProps = { user: User | null; open?: OpenReplica; children: ReactNode }

/** Opens the list of whoever is signed in, once in a page. */
export function ReplicaProvider({ user, open = openReplica, children }: ProviderProps) {
  const [replica, setReplica] = useState<OpenedReplica | null>(null)
  useEffect(() => {
    if (user && !replica) setReplica(open({ userId: user.id, timeZone: timeZoneOf(user) }))
  }, [user, replica, open])
  return <Context value={replica}>{children}</Context>
}

/** `YYYY-MM-DD` where the person is. Shown again at midnight, not with each change of a task. */
export function useToday(replica: OpenedReplica): string {
  const live = replica.today()
  const date = (): string => live.get().date
  return useSyncExternalStore(live.subscribe, date, date)
}
