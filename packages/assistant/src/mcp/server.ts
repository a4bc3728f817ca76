import { CLIENT_INFO_META_KEY, Server, type ServerContext } from '@modelcontextprotocol/server'
import { clientName } from './caller.ts'
import { addCompletions } from './completions.ts'
import { instructions } from './instructions.ts'
import { addPrompts } from './prompts.ts'
import { addResources } from './resources.ts'
import type { ServerInput, Session } from './session.ts'
import { addTools } from './tools.ts'

/** An MCP server for one caller: of one request over HTTP, of one connection on stdio. */
export function createServer(input: ServerInput): Session {
  const { caller, version, canSubscribe } = input
  const server = new Server(
    { name: 'todo', title: 'todo', version },
    {
      instructions,
      capabilities: {
        tools: { listChanged: false },
        resources: { listChanged: false, subscribe: canSubscribe },
        prompts: { listChanged: false },
        completions: {},
        logging: {},
      },
    },
  )
  const session: Session = {
    ...input,
    server,
    tasksOf: (context) => caller.tasks(clientName(givenName(context, server), caller.name)),
  }
  addTools(session)
  addResources(session)
  addPrompts(session)
  addCompletions(session)
  return session
}

/** Current clients say with each request who they are, older ones when they connect. */
function givenName({ mcpReq }: ServerContext, server: Server): string | undefined {
  const envelope: Readonly<Record<string, unknown>> = mcpReq.envelope ?? {}
  const info = envelope[CLIENT_INFO_META_KEY]
  if (typeof info === 'object' && info !== null && 'name' in info && typeof info.name === 'string') {
    return info.name
  }
  return server.getClientVersion()?.name
}
