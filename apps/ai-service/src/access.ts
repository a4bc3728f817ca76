import type { Actor, TaskService } from '@todo/core'
import type { Principal } from '@todo/http'

/** Who makes a change, as history keeps it. */
export type Author = { actor: Actor; client: string }

/** Whom cookies name, and what the browser is to keep instead of them. */
export type Recognised = { principal: Principal; setCookies: readonly string[] }

/**
 * How this service gets at tasks and credentials: within one process by the backend's own parts, on its own over the
 * backend's HTTP API. Every call is on behalf of a principal that `verify` has given.
 */
export type Access = {
  /** Whose token it is, or `null` where it is none that counts. */
  verify(token: string): Promise<Principal | null>
  /** Whom the cookies of a request name, or `null`. Throws `FORBIDDEN_ORIGIN` where another site's page would write. */
  recognise(request: Request): Promise<Recognised | null>
  /** Counts a request of the address that it came from. Throws `RATE_LIMITED`. */
  admit(request: Request): void
  /** Counts a request of the account. Throws `RATE_LIMITED`. */
  count(principal: Principal): void
  tasks(principal: Principal, author: Author, requestId: string): TaskService
  /** The IANA name of the zone where the person is, as far as they said. */
  timezone(principal: Principal): Promise<string | null>
  /** Wakes the reader after changes to these tasks, from whichever process. */
  follow(principal: Principal, reader: { seq(): number; wake(): void }): () => void
  /** Called for each session or key that was revoked, as far as this process hears of it at once. */
  onRevoked(listener: (sessionId: string) => void): () => void
}
