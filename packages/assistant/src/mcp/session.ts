import type { Server, ServerContext } from '@modelcontextprotocol/server'
import type { TaskService } from '@todo/core'
import type { Caller } from './caller.ts'

export type ServerInput = {
  caller: Caller
  /** Version of this program. */
  version: string
  /** Whether the client can be told of changes to resources. */
  canSubscribe: boolean
  /** What the fault is of ours, and nothing that a person wrote. */
  onFault(tool: string, error: string): void
}

/** What the handlers of one server work with. */
export type Session = ServerInput & {
  server: Server
  /** The verbs in the name of the client that sent the request. */
  tasksOf(context: ServerContext): TaskService
}
