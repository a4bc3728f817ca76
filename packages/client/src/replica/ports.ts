/** What a replica needs of its surroundings. In a browser `browserPorts()`; tests bring their own. */
export type ReplicaPorts = {
  clock: ReplicaClock
  /** A fresh uuid v7. */
  uuid(): string
  /** From 0 to below 1, for jitter. */
  random(): number
  /** Sends to the server, with the person's cookies. `path` begins with `/api/`. */
  fetch(path: string, init: RequestInit): Promise<Response>
  openSocket: OpenSocket
  /** `null`: tabs cannot find each other, and each works by itself. */
  tabs: Tabs | null
  page: Page
}

export type ReplicaClock = {
  /** Milliseconds since the epoch, as this device believes. */
  now(): number
  /** Runs once after a time; what it returns calls that off. */
  after(ms: number, run: () => void): () => void
}

/** Opens the socket at a path that begins with `/api/`; `onClose` comes once, also where it never opened. */
export type OpenSocket = (path: string, on: SocketEvents) => { close(): void }
export type SocketEvents = { onText(text: string): void; onClose(code: number): void }

/** What the page sees of the world outside. */
export type Page = {
  /** Browsers tell the truth only when they say `false`. */
  isOnline(): boolean
  isSecure: boolean
  /** Calls when the line comes or goes, the page is shown, or is hidden (and may end). Returns how to end that. */
  listen(on: { online(): void; offline(): void; shown(): void; hidden(): void }): () => void
}

/** The other tabs of this browser. */
export type Tabs = {
  /**
   * Runs `lead` once this tab leads, which it does until `signal` aborts or the tab ends. Exactly one tab of a
   * browser leads at a time.
   */
  lead(signal: AbortSignal, lead: () => void): void
  /** A line to the other tabs; what is sent by this one does not come back. */
  channel(onMessage: (message: unknown) => void): { send(message: unknown): void; close(): void }
}
