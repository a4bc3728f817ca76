import { type Command, defineCommand, type Registry } from '../command.ts'
import { UsageError } from '../errors.ts'
import { commandHelp, overview } from '../help.ts'
import type { Session } from '../session.ts'

export type HelpOptions = { name: string | null }

/** Prints all commands, or the help of one. */
export async function runHelp({ name }: HelpOptions, session: Session, registry: Registry): Promise<number> {
  const lines =
    name === null ? overview(session, registry.commands) : commandHelp(session, registry.named(name))
  await session.io.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

export function createHelpCommand(registry: () => Registry): Command {
  return defineCommand<HelpOptions>({
    name: 'help',
    group: 'This program',
    summary: 'Show all commands, or one in full',
    usage: ['help [COMMAND]'],
    flags: [],
    positional: 'command',
    examples: [['help add', '']],
    parse: ({ positionals: [name, more] }) => {
      if (more !== undefined)
        throw new UsageError(`"${more}" is one word too many.`, 'Use: todo help COMMAND')
      return { name: name ?? null }
    },
    run: (options, session) => runHelp(options, session, registry()),
  })
}
