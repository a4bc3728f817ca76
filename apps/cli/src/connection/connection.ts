import type { TaskService } from '@todo/core'

/** Where the list is kept. */
export type Place = { kind: 'memory' } | { kind: 'file'; path: string } | { kind: 'server'; url: string }

/** An open list. */
export type Connection = {
  service: TaskService
  /** The same verbs in the name of an agent, through the client `mcp:NAME`. */
  asAgent(client: string): TaskService
  /** The same in the name of the assistant; on a server its own assistant answers. */
  asAssistant(): TaskService
  place: Place
  /** How many tasks to ask for at once. */
  pageSize: number
  close(): Promise<void>
}
