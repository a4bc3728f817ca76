import { readArgs } from './args.ts'
import type { OutputMode, Registry } from './command.ts'
import { UsageError } from './errors.ts'
import { reportFailure } from './failure.ts'
import { PipeClosedError } from './io.ts'
import type { Session } from './session.ts'

/** What `todo` does without a command. */
const defaultCommand = 'today'

/** Carries out one command line (without `todo`). Errors are told on stderr; ends with the exit code. */
export async function dispatch(
  words: readonly string[],
  session: Session,
  registry: Registry,
): Promise<number> {
  try {
    const [name, ...rest] = commandLine(words, session)
    const command = registry.named(name)
    if (asksForHelp(rest)) {
      const help = registry.named('help')
      return await help.execute(readArgs(help, [command.name]), session)
    }
    return await command.execute(readArgs(command, rest), session)
  } catch (error) {
    if (error instanceof PipeClosedError) throw error
    return await reportFailure(session, outputOf(words), error)
  }
}

/** The line with its command in front: flags may stand before it, and `todo` alone has one too. */
function commandLine(words: readonly string[], session: Session): [string, ...string[]] {
  const at = words.findIndex((word) => !word.startsWith('-'))
  const before = at === -1 ? words : words.slice(0, at)
  const [name, ...after] = at === -1 ? [] : words.slice(at)
  const flags = before.filter((word) => word !== '--memory')
  const memory = flags.length < before.length
  if (memory && session.inShell) throw new UsageError('--memory starts a list, and one is open already.')
  if (memory) session.useMemory()
  if (flags.includes('--version') || flags.includes('-V')) return ['version']
  if (name !== undefined) return [name, ...flags, ...after]
  if (asksForHelp(flags)) return ['help']
  return [memory ? 'shell' : defaultCommand, ...flags]
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--')
  return (end === -1 ? words : words.slice(0, end)).some((word) => word === '--help' || word === '-h')
}

/** The form that errors take, also where the line could not be read. */
function outputOf(words: readonly string[]): OutputMode {
  const end = words.indexOf('--')
  const flags = end === -1 ? words : words.slice(0, end)
  return flags.includes('--json') ? 'json' : flags.includes('--ndjson') ? 'ndjson' : 'text'
}
