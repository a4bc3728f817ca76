import type { TaskEvent } from '@todo/core'
import type { Entry } from './entry.ts'
import type { Notice, Outcome, ReplicaStatus } from './types.ts'

export type LineStatus = Pick<ReplicaStatus, 'connection' | 'loaded' | 'needsSignIn' | 'proposalsHeard'>

/** What the tabs of one person tell each other. The leading one has the line to the server and empties the queue. */
export type Message =
  /** A tab has opened, or missed something: it wants what the leading tab has. */
  | { type: 'hello' }
  /** The device has the leading tab's copy up to `seq` of `epoch`. */
  | { type: 'copy'; epoch: number; seq: number }
  | { type: 'events'; events: readonly TaskEvent[] }
  | { type: 'entry'; entry: Entry }
  | { type: 'answered'; operationId: string }
  | { type: 'ended'; operationIds: readonly string[]; outcome: Outcome }
  | { type: 'notice'; notice: Notice }
  | { type: 'dismissed'; noticeId: string }
  | { type: 'status'; status: LineStatus }
  | { type: 'retry' | 'signedIn' | 'wiped' }

export type Tabs = {
  post(message: Message): void
  /** Settles when this tab leads; never, where another one does to its end. */
  readonly leads: Promise<void>
  close(): void
}

/** Of `navigator.locks` what is used here. */
export type Locks = {
  request(name: string, options: { signal: AbortSignal }, hold: () => Promise<void>): Promise<unknown>
}

export type TabsInput = {
  /** Of the channel and the lock. */
  name: string
  onMessage(message: Message): void
  /** Absent where the browser has none: each tab then stands for itself. */
  locks: Locks | undefined
}

export function openTabs({ name, onMessage, locks }: TabsInput): Tabs {
  if (!locks) return { post: () => {}, leads: Promise.resolve(), close: () => {} }
  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }: { data: unknown }) => onMessage(messageIn(data))
  const leaving = new AbortController()
  let leave = (): void => {}
  const held = new Promise<void>((resolve) => {
    leave = resolve
  })
  const leads = new Promise<void>((resolve) => {
    const hold = (): Promise<void> => {
      resolve()
      return held
    }
    locks.request(name, { signal: leaving.signal }, hold).catch(() => {})
  })
  return {
    post: (message) => {
      if (!leaving.signal.aborted) channel.postMessage(message)
    },
    leads,
    close: () => {
      leaving.abort()
      leave()
      channel.close()
    },
  }
}

/** What the same program in another tab has posted. */
const messageIn = (data: unknown): Message => data as Message
