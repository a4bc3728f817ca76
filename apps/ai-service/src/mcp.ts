import type { HttpCaller, McpEndpoint } from '@todo/assistant/mcp'
import { todayIn } from '@todo/core/quick-add'
import { bodyBytesMax, HttpError, type Principal } from '@todo/http'
import type { Log } from '@todo/telemetry'
import type { Access, Author } from './access.ts'
import type { Credential } from './credential.ts'
import { version } from './version.ts'

export type Mcp = {
  fetch(request: Request, credential: Credential, requestId: string): Promise<Response>
  /** Ends the streams; there are no new ones. */
  close(): Promise<void>
}

export type McpInput = {
  access: Access
  log: Log
  now(): number
  /** How often it is looked whether a credential of an open stream still counts. */
  lookEveryMs?: number
}

const onlyProposes = ({ scopes }: Principal): boolean =>
  scopes.includes('tasks:propose') && !scopes.includes('tasks:write')

/** A credential that was made for one agent says which: that one may not call itself by another name. */
const authorOf = ({ actor, client }: Principal, named: string): Author =>
  actor === 'agent' && client.startsWith('mcp:') ? { actor, client } : { actor: 'agent', client: named }

/** The MCP endpoint. What it is made of is loaded with the first request, so that it costs no start-up. */
export function createMcp({ access, log, now, lookEveryMs = 15_000 }: McpInput): Mcp {
  let endpoint: Promise<McpEndpoint> | null = null
  let isClosed = false

  const load = async (): Promise<McpEndpoint> => {
    const { createMcpEndpoint } = await import('@todo/assistant/mcp')
    const made = createMcpEndpoint({
      version,
      bodyBytesMax,
      onFault: (tool, code) => log.error('a tool failed', { tool, code }),
    })
    access.onRevoked(made.endSession)
    return made
  }
  const todayOf = async (principal: Principal, timezone: string | undefined): Promise<string> =>
    todayIn(timezone ?? (await access.timezone(principal)) ?? 'UTC', new Date(now()))

  const callerOf = ({ token, principal }: Credential, requestId: string): HttpCaller => ({
    userId: principal.userId,
    sessionId: principal.sessionId,
    name: principal.name ?? (principal.client === 'api' ? null : principal.client),
    scopes: [
      ...(principal.scopes.includes('tasks:read') ? (['read'] as const) : []),
      ...(principal.scopes.includes('tasks:write') || onlyProposes(principal) ? (['write'] as const) : []),
    ],
    proposes: onlyProposes(principal),
    tasks: (client) => access.tasks(principal, authorOf(principal, client), requestId),
    today: (timezone) => todayOf(principal, timezone),
    follow: (reader) => {
      const unfollow = access.follow(principal, reader)
      // What was revoked at another replica, or has ended, ends the stream here.
      const look = async (): Promise<void> => {
        if (!(await access.verify(token))) (await endpoint)?.endSession(principal.sessionId)
      }
      const timer = setInterval(() => void look().catch(() => undefined), lookEveryMs)
      timer.unref()
      return () => {
        clearInterval(timer)
        unfollow()
      }
    },
  })

  return {
    async fetch(request, credential, requestId) {
      if (isClosed) throw new HttpError('UNAVAILABLE', { headers: { 'retry-after': '1' } })
      endpoint ??= load()
      return (await endpoint).fetch(request, callerOf(credential, requestId))
    },
    async close() {
      isClosed = true
      await (await endpoint)?.close()
    },
  }
}
