/** What a command is given: its own arguments, and what it reads and writes. */
export type CommandInput = {
  args: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  /** Writes one line to stdout. */
  print(line: string): void
  /** Writes one line to stderr: what is being done. */
  note(line: string): void
  /** All of stdin. */
  read(): Promise<string>
}

export type Command = {
  /** One word or two: `migrate`, `users list`. */
  name: string
  /** What follows the name. */
  usage: string
  summary: string
  /** Throws {@link UsageError} for arguments that it does not know. */
  run(input: CommandInput): Promise<void>
}

export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}
