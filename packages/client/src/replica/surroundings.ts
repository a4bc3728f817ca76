import type { SyncStorage } from './journal.ts'
import type { Locks } from './tabs.ts'

/** What a replica has from the browser. */
export type Surroundings = {
  /** What the names of databases, locks and channels begin with. */
  prefix: string
  /** Where the server is, without a slash at the end; empty for the page's own address. */
  baseUrl: string
  fetch: typeof fetch
  openSocket(path: string): WebSocket
  /** Sent with each request, besides what the browser sends by itself. */
  headers(): Record<string, string>
  /** `false` on plain http, where nothing is kept. */
  isSecure: boolean
  /** `navigator.locks`; where there are none, each tab stands for itself. */
  locks: Locks | undefined
  /** Asks for `indexedDB.databases()`. */
  databases(): Promise<readonly { name?: string }[]>
  /** `localStorage`. */
  syncStorage: SyncStorage
  /** Whether nobody sees the page. */
  isHidden(): boolean
}
