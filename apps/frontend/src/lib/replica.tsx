'use client'

import {
  type Live,
  openReplica,
  type Replica,
  type ReplicaOptions,
  type ReplicaStatus,
  type Surroundings,
} from '@todo/client/replica'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { User } from '../types/index.ts'
import { keptUser } from './kept-user.ts'

export type OpenedReplica = Replica

const Context = createContext<Replica | null>(null)

/** The person's list on this device; `null` on the server, and until it is known who is here. */
export const useReplica = (): Replica | null => useContext(Context)

/** What stands in a live value, now and after each change. */
export const useLive = <Value,>(live: Live<Value>): Value =>
  useSyncExternalStore(live.subscribe, live.get, live.get)

/** How this tab stands to the server; not shown again for each change that waits. */
export function useConnection({ status }: Pick<Replica, 'status'>): ReplicaStatus['connection'] {
  const get = (): ReplicaStatus['connection'] => status.get().connection
  return useSyncExternalStore(status.subscribe, get, get)
}

/** The zone in which "today" is a day: the account's, else the browser's. */
export const timeZoneOf = (user: Pick<User, 'timezone'>): string =>
  user.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone

type ProviderProps = { user: User | null; open?: (options: ReplicaOptions) => Replica; children: ReactNode }

/** Opens the list of whoever is signed in, once in a page; where that becomes somebody else, give it another `key`. */
export function ReplicaProvider({ user, open = openHere, children }: ProviderProps) {
  const [replica, setReplica] = useState<Replica | null>(null)
  const id = user?.id
  const timeZone = user && timeZoneOf(user)
  const zoneAtStart = useRef(timeZone)
  zoneAtStart.current = timeZone
  // Before the first paint, where the person is known by then.
  useLayoutEffect(() => {
    if (id === undefined || zoneAtStart.current === null) return
    const opened = open({ userId: id, timeZone: zoneAtStart.current })
    const unfollow = followPage(opened)
    setReplica(opened)
    return () => {
      unfollow()
      void opened.close()
    }
  }, [id, open])
  useEffect(() => {
    if (timeZone !== null) replica?.setTimeZone(timeZone)
  }, [replica, timeZone])
  return <Context value={replica}>{children}</Context>
}

const browser: Surroundings = {
  prefix: 'todo-list-',
  baseUrl: '',
  fetch: (address, init) => fetch(address, init),
  openSocket: (path) => new WebSocket(new URL(path, location.href.replace(/^http/, 'ws'))),
  headers: () => ({}),
  get isSecure() {
    return isSecureContext
  },
  get locks() {
    return isSecureContext ? navigator.locks : undefined
  },
  databases: () => indexedDB.databases(),
  syncStorage: {
    getItem: (key) => localStorage.getItem(key),
    setItem: (key, value) => localStorage.setItem(key, value),
    removeItem: (key) => localStorage.removeItem(key),
    keys: () => Object.keys(localStorage),
  },
  isHidden: () => document.hidden,
}

/** Opened while the page is still waking, for whoever was here last: reading the device takes as long as that. */
let early = typeof window === 'undefined' ? null : openEarly()

function openEarly(): { userId: string; replica: Replica } | null {
  const user = keptUser()
  if (!user) return null
  return { userId: user.id, replica: openReplica({ userId: user.id, timeZone: timeZoneOf(user) }, browser) }
}

function openHere(options: ReplicaOptions): Replica {
  const opened = early
  early = null
  if (opened?.userId === options.userId) return opened.replica
  void opened?.replica.close()
  return openReplica(options, browser)
}

/** Keeps what there is before the page goes, warns of what cannot be kept, and looks at what it missed when it comes back. */
function followPage(replica: Replica): () => void {
  const ends = new AbortController()
  const { signal } = ends
  const look = (): void => {
    if (document.hidden) void replica.flush()
    else replica.cameBack()
  }
  const warn = (event: BeforeUnloadEvent): void => {
    const { waiting, storage } = replica.status.get()
    if (waiting > 0 && storage === 'memory') event.preventDefault()
  }
  addEventListener('beforeunload', warn, { signal })
  // Also when the network goes: to ask is how to learn of it, before a write is sent that would count as sent.
  for (const change of ['online', 'offline']) addEventListener(change, () => replica.retry(), { signal })
  addEventListener('pagehide', () => void replica.flush(), { signal })
  document.addEventListener('visibilitychange', look, { signal })
  return () => ends.abort()
}

/** `YYYY-MM-DD` where the person is. Shown again at midnight, not with each change of a task. */
export function useToday(replica: Replica): string {
  const live = replica.today()
  const date = (): string => live.get().date
  return useSyncExternalStore(live.subscribe, date, date)
}
