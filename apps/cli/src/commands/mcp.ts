import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { refusePositionals } from '../fields.ts'
import type { Session } from '../session.ts'

export type McpOptions = { readOnly: boolean }

/** Serves the list to one agent over standard input and output, until the agent closes its end. */
export async function runMcp(options: McpOptions, session: Session): Promise<number> {
  if (session.inShell)
    throw new UsageError('The shell reads from where an agent would write. Leave it first.')
  // What is wrong with the list is told before an agent waits; then it is opened by what serves it.
  const { place } = await session.connect()
  await session.disconnect()
  const { serveList } = await import('../mcp/serve-list.ts')
  await serveList(session.io, { ...options, memory: place.kind === 'memory' })
  return 0
}

export const mcpCommand = defineCommand<McpOptions>({
  name: 'mcp',
  group: 'This program',
  summary: 'Let an AI agent work with the list (MCP over standard input and output)',
  usage: ['mcp [--read-only]', '--memory mcp'],
  details: [
    'Agents start this command themselves: give them todo as the command and mcp as its argument. It works on the same list as all other commands, the one on the server where someone is signed in.',
    'Every change is kept in the history as made by agent, through mcp:NAME, and can be undone: todo undo --actor agent --since today.',
  ],
  flags: [{ name: 'read-only', summary: 'Offer only what changes nothing' }],
  positional: 'nothing',
  examples: [
    ['mcp', ''],
    ['mcp --read-only', 'to let an agent look and not touch'],
  ],
  parse: (args) => {
    refusePositionals(args)
    return { readOnly: args.has('read-only') }
  },
  run: runMcp,
})
