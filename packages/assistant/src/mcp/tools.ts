import { ProtocolError, ProtocolErrorCode, type ServerContext } from '@modelcontextprotocol/server'
import type { ToolOutcome } from '../tools/outcome.ts'
import { tools, toolsFor } from '../tools/registry.ts'
import type { Tool } from '../tools/tool.ts'
import type { Session } from './session.ts'

type Listed = ReturnType<typeof listed>

const listed = ({ name, title, description, hints, inputSchema, outputSchema }: Tool) => ({
  name,
  title,
  description,
  inputSchema: { ...inputSchema, type: 'object' as const },
  outputSchema: { ...outputSchema, type: 'object' as const },
  annotations: {
    title,
    readOnlyHint: hints.readOnly,
    destructiveHint: hints.destructive,
    idempotentHint: hints.idempotent,
    openWorldHint: false,
  },
})

const described = new Map<string, Listed>()

function describe(tool: Tool): Listed {
  const known = described.get(tool.name) ?? listed(tool)
  described.set(tool.name, known)
  return known
}

/** What is only proposed has no task to answer with. */
function proposing(tool: Tool): Omit<Listed, 'outputSchema'> {
  const { outputSchema: _, ...rest } = describe(tool)
  return { ...rest, description: `${rest.description} What you change waits for the person's yes.` }
}

export function addTools(session: Session): void {
  const { server, caller } = session
  const allowed = toolsFor(caller.scopes)
  server.setRequestHandler('tools/list', () => ({
    tools: allowed.map((tool) =>
      caller.proposes && tool.scope === 'write' ? proposing(tool) : describe(tool),
    ),
  }))
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const tool = allowed.find(({ name }) => name === params.name)
    if (!tool) throw missing(params.name, allowed)
    const outcome = await tool.call(params.arguments, {
      tasks: session.tasksOf(context),
      today: caller.today,
      signal: context.mcpReq.signal,
      progress: progressOf(context),
    })
    await tell(session, context, tool, outcome)
    return resultOf(outcome)
  })
}

/** A tool that the credential may not call is not there for it; the sentence says why. */
function missing(name: string, allowed: readonly Tool[]): ProtocolError {
  const isHidden = tools.some((tool) => tool.name === name)
  const names = allowed.map((tool) => tool.name).join(', ')
  const why = isHidden
    ? `This credential may only read, so there is no tool ${name}`
    : `There is no tool ${name}`
  return new ProtocolError(ProtocolErrorCode.InvalidParams, `${why}. There are: ${names}.`)
}

function resultOf(outcome: ToolOutcome) {
  const texts = outcome.note === null ? [outcome.text] : [outcome.text, outcome.note]
  const content = texts.map((text) => ({ type: 'text' as const, text }))
  return outcome.isError ? { content, isError: true } : { content, structuredContent: outcome.data }
}

/** Progress is told where it was asked for; a client that has gone needs none. */
function progressOf({ mcpReq }: ServerContext) {
  const token = mcpReq._meta?.progressToken
  return (progress: number, total: number, message: string): void => {
    if (token === undefined) return
    const params = { progressToken: token, progress, total, message }
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined)
  }
}

/** What a client that listens is told in the log: which operation a write was, and what was refused. */
async function tell(
  { caller, onFault }: Session,
  { mcpReq }: ServerContext,
  { name, scope }: Tool,
  outcome: ToolOutcome,
): Promise<void> {
  if (outcome.isError && outcome.isOurs) onFault(name, outcome.code)
  if (outcome.isError) await mcpReq.log('warning', { tool: name, code: outcome.code }, 'todo')
  else if (scope === 'write' && caller.scopes.includes('write')) {
    const { operation_id, operation_ids } = outcome.data
    await mcpReq.log('info', { tool: name, operation: operation_ids ?? operation_id ?? null }, 'todo')
  }
}
