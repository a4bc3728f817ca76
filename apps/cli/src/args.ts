import { parseArgs } from 'node:util'
import { type CommandInfo, type Flag, flagsOf, type OutputMode, type ParsedArgs } from './command.ts'
import { UsageError } from './errors.ts'
import { closest } from './suggest.ts'

/** Splits the words after a command's name into flags and the rest. Throws `UsageError` naming what is wrong. */
export function readArgs(command: CommandInfo, words: readonly string[]): ParsedArgs {
  const flags = flagsOf(command)
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(flags.map((flag) => [flag.name, parserOption(flag)])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const values = new Map<string, string[]>()
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const flag = flags.find(({ name }) => name === token.name)
    if (!flag) throw unknownFlag(command, flags, token.rawName)
    const value = checkedValue(flag, token.value, token.inlineValue === true)
    if (flag.value && !flag.repeatable && values.has(flag.name)) {
      throw new UsageError(`--${flag.name} stands there twice.`)
    }
    values.set(flag.name, [...(values.get(flag.name) ?? []), value])
  }
  return {
    positionals,
    text: (name) => values.get(name)?.at(-1),
    texts: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
    output: outputMode((name) => values.has(name)),
  }
}

function parserOption(flag: Flag): { type: 'string' | 'boolean'; multiple: boolean; short?: string } {
  return {
    type: flag.value ? 'string' : 'boolean',
    multiple: true,
    ...(flag.short !== undefined && { short: flag.short }),
  }
}

function checkedValue(flag: Flag, value: string | undefined, inline: boolean): string {
  if (!flag.value) {
    if (value !== undefined) throw new UsageError(`--${flag.name} takes no value.`)
    return ''
  }
  // "--title --desc x": the next flag is not the title. "--title=--desc" says that it is.
  if (value === undefined || (!inline && /^--./.test(value))) {
    throw new UsageError(`--${flag.name} needs a value: --${flag.name} ${flag.value}`)
  }
  return value
}

function outputMode(has: (name: string) => boolean): OutputMode {
  if (has('json') && has('ndjson')) throw new UsageError('Use either --json or --ndjson.')
  if (has('json')) return 'json'
  return has('ndjson') ? 'ndjson' : 'text'
}

function unknownFlag(command: CommandInfo, flags: readonly Flag[], written: string): UsageError {
  const name = closest(
    written.replace(/^-+/, ''),
    flags.map((flag) => flag.name),
  )
  if (name !== null) return new UsageError(`Unknown option ${written}. Did you mean --${name}?`)
  const hint =
    command.positional === 'words'
      ? 'Text that begins with a dash goes after --, as in: todo add -- "-5 degrees"'
      : `See: todo ${command.name} --help`
  return new UsageError(`Unknown option ${written}.`, hint)
}
