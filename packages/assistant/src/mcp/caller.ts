import type { TaskService } from '@todo/core'
import type { ToolScope } from '../tools/tool.ts'

/** Follows what changes: read from `seq` on when woken. */
export type ChangeReader = { seq(): number; wake(): void }

/** On whose behalf a server works: everything that the credential decides. */
export type Caller = {
  scopes: readonly ToolScope[]
  /** Whether what it would change only waits for the person: there is nothing then that a tool could answer with. */
  proposes?: boolean
  /** The verbs in the name of `agent`, through the client `mcp:NAME` (see {@link clientName}). */
  tasks(client: string): TaskService
  /** The calendar date in the zone named, else where the person is. */
  today(timezone?: string): Promise<string>
  /** Wakes the reader after changes, from whichever process; ends with what it returns. `null`: nobody tells. */
  follow: ((reader: ChangeReader) => () => void) | null
  /** What the credential is called, for clients that do not say who they are. */
  name: string | null
}

const nameLengthMax = 76
/** No control character, no mark that cannot be seen, and nothing that turns the direction of writing. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu

/** What the history calls a client: `mcp:` and the name that it gives itself, cleaned and of 76 characters at most. */
export function clientName(given: string | null | undefined, credential: string | null): string {
  const named = [given, credential].map(cleaned).find((name) => name !== '')
  return `mcp:${named ?? 'unknown'}`
}

function cleaned(name: string | null | undefined): string {
  const text = (name ?? '').toWellFormed().replaceAll(unseen, '').trim()
  return [...text].slice(0, nameLengthMax).join('').trim()
}
