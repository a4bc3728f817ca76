import { UsageError } from './errors.ts'
import { safeText } from './format/text.ts'
import type { Session } from './session.ts'
import { closest } from './suggest.ts'

export type OutputMode = 'text' | 'json' | 'ndjson'

/** What completion offers for the value of a flag or for a positional. */
export type Suggestion =
  | 'id'
  | 'done-id'
  | 'trash-id'
  | 'tag'
  | 'words'
  | 'priority'
  | 'status'
  | 'format'
  | 'actor'
  | 'file'
  | 'command'
  | 'shell'
  | 'nothing'

export type Flag = {
  name: string
  short?: string
  /** How help names the value; a flag without one is a switch. */
  value?: string
  repeatable?: boolean
  summary: string
  suggests?: Suggestion
}

export type ParsedArgs = {
  positionals: readonly string[]
  /** The last value given. */
  text(name: string): string | undefined
  texts(name: string): readonly string[]
  has(name: string): boolean
  output: OutputMode
}

export const commandGroups = ['Tasks', 'Going back', 'Lists in and out', 'Server', 'This program'] as const

/** Everything about a command in one place: help, completion and suggestions are made from it. */
export type CommandInfo = {
  name: string
  aliases?: readonly string[]
  group: (typeof commandGroups)[number]
  summary: string
  /** Lines after `todo`. */
  usage: readonly string[]
  /** Paragraphs for the help of this command. */
  details?: readonly string[]
  flags: readonly Flag[]
  /** What stands on the command line besides flags, for completion. */
  positional: Suggestion
  /** Whether it takes `--json` and `--ndjson`. */
  printsData?: boolean
  examples: readonly (readonly [line: string, meaning: string])[]
}

export type Command = CommandInfo & {
  /** Throws `UsageError`; ends with the exit code. */
  execute(args: ParsedArgs, session: Session): Promise<number>
}

/** A command in its two steps: the line is parsed into options, the options are carried out. */
export function defineCommand<Options>(
  info: CommandInfo & {
    parse(args: ParsedArgs): Options
    run(options: Options, session: Session): Promise<number>
  },
): Command {
  const { parse, run, ...rest } = info
  return { ...rest, execute: (args, session) => run(parse(args), session) }
}

/** The flags that every command takes; those for data only where it prints some. */
export function flagsOf(command: CommandInfo): readonly Flag[] {
  return [...command.flags, ...(command.printsData ? dataFlags : []), helpFlag]
}

const dataFlags: readonly Flag[] = [
  { name: 'json', summary: 'Print what the HTTP API answers' },
  { name: 'ndjson', summary: 'Print one JSON object a line' },
]

const helpFlag: Flag = { name: 'help', short: 'h', summary: 'Show this help' }

/** All commands, found by name or alias. */
export class Registry {
  readonly commands: readonly Command[]

  constructor(commands: readonly Command[]) {
    this.commands = commands
  }

  find(name: string): Command | null {
    return this.commands.find((command) => command.name === name || command.aliases?.includes(name)) ?? null
  }

  /** The command of this name. Throws `UsageError` with the one that was probably meant. */
  named(name: string): Command {
    const command = this.find(name)
    if (command) return command
    const meant = closest(
      name,
      this.commands.flatMap((each) => [each.name, ...(each.aliases ?? [])]),
    )
    const guess = meant === null ? '' : ` Did you mean ${meant}?`
    throw new UsageError(`There is no command "${safeText(name)}".${guess}`, 'All commands: todo help')
  }
}
