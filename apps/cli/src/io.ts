/** A stream for text. `write` ends when the reader has taken it; it throws {@link PipeClosedError} when the reader left. */
export type Output = {
  readonly isTerminal: boolean
  /** Columns of the terminal; of no meaning elsewhere. */
  readonly columns: number
  write(text: string): Promise<void>
}

export type Input = {
  readonly isTerminal: boolean
  text(): Promise<string>
  /** Line by line, without the line ends. */
  lines(): AsyncIterable<string>
}

export type EditLineOptions = {
  prompt: string
  /** The newest first. */
  history: readonly string[]
  /** Candidates for the last word of the line, and that word. */
  complete(line: string): Promise<[string[], string]>
  /** Told of Ctrl-C while a line is typed, with what stands there, which it takes away. Whether the loop ends by it. */
  onInterrupt?(line: string): boolean
}

/** What a person says at a terminal. */
export type Terminal = {
  /** `null` where the input ended instead of an answer. `hidden` shows nothing of what is typed. */
  ask(question: string, hidden?: boolean): Promise<string | null>
  /** Calls a listener at each Ctrl-C while nothing is asked; until what it answers with is called. */
  onInterrupt(listener: () => void): Promise<() => void>
  /** The lines of a loop with line editing; ends with Ctrl-D. */
  editLines(options: EditLineOptions): AsyncIterable<string>
}

/** The process as a command sees it: everything that it reads from and writes to. */
export type Io = {
  stdin: Input
  stdout: Output
  stderr: Output
  terminal: Terminal
  env: Readonly<Record<string, string | undefined>>
  platform: NodeJS.Platform
  homeFolder: string
  /** Milliseconds since the epoch. */
  now(): number
}

/** The reader of a pipe has gone (`todo list | head -1`): no error of ours, there is just nothing left to do. */
export class PipeClosedError extends Error {}
