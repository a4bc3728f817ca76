import process from 'node:process'
import { createInterface, type Interface } from 'node:readline'
import { Writable } from 'node:stream'
import type { EditLineOptions } from './io.ts'

/** What readline writes to: stderr, so that stdout holds answers only; nothing while typing is not to be seen. */
class Screen extends Writable {
  muted = false

  get columns(): number {
    return process.stderr.columns || process.stdout.columns || 80
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (!this.muted) process.stderr.write(chunk)
    done()
  }
}

/** The loop that is open: a question is asked through it, since two readers would share what is typed. */
let loop: { lines: Interface; screen: Screen; waiting: string[] } | null = null

/** Who is told of Ctrl-C instead of the line that is typed. */
const interrupted = new Set<() => void>()

/** See `Terminal`. */
export function onInterrupt(listener: () => void): () => void {
  interrupted.add(listener)
  process.on('SIGINT', listener)
  return () => {
    interrupted.delete(listener)
    process.off('SIGINT', listener)
  }
}

/** See `Terminal`. */
export async function ask(question: string, hidden = false): Promise<string | null> {
  if (loop) {
    // Lines that were pasted at once are there already.
    const line = loop.waiting.shift()
    if (line === undefined) return askThrough(loop.lines, loop.screen, question, hidden)
    process.stderr.write(`${question}${hidden ? '' : line}\n`)
    return line
  }
  const screen = new Screen()
  const lines = createInterface({ input: process.stdin, output: screen, terminal: true, historySize: 0 })
  try {
    return await askThrough(lines, screen, question, hidden)
  } finally {
    lines.close()
  }
}

function askThrough(
  lines: Interface,
  screen: Screen,
  question: string,
  hidden: boolean,
): Promise<string | null> {
  return new Promise((resolve) => {
    const answer = (text: string | null): void => {
      lines.off('close', ended)
      lines.off('SIGINT', ended)
      lines.off('history', forget)
      if (hidden || text === null) process.stderr.write('\n')
      screen.muted = false
      resolve(text)
    }
    const unasked = new AbortController()
    const ended = (): void => {
      // The next line is no answer to this question any more.
      unasked.abort()
      answer(null)
    }
    // An answer is no command, and a password least of all.
    const forget = (history: string[]): void => void history.shift()
    lines.once('close', ended)
    lines.once('SIGINT', ended)
    lines.on('history', forget)
    lines.question(question, { signal: unasked.signal }, answer)
    screen.muted = hidden
  })
}

/** See `Terminal`. */
export async function* editLines({
  prompt,
  history,
  complete,
  onInterrupt: atPrompt = () => false,
}: EditLineOptions): AsyncGenerator<string> {
  const screen = new Screen()
  const lines = createInterface({
    input: process.stdin,
    output: screen,
    terminal: true,
    prompt,
    history: [...history],
    historySize: 1000,
    removeHistoryDuplicates: true,
    completer: (line: string, done: (error: null, result: [string[], string]) => void) => {
      complete(line).then(
        (found) => done(null, found),
        () => done(null, [[], line]),
      )
    },
  })
  const typed = typedLines(lines, atPrompt)
  loop = { lines, screen, waiting: typed.waiting }
  try {
    for (;;) {
      const line = await typed.next(() => lines.prompt())
      if (line === null) return
      yield line
    }
  } finally {
    loop = null
    lines.close()
  }
}

type Typed = { waiting: string[]; next(prompt: () => void): Promise<string | null> }

/** Lines one at a time; those pasted at once wait for their turn. */
function typedLines(lines: Interface, atPrompt: (line: string) => boolean): Typed {
  const waiting: string[] = []
  let ended = false
  let isPrompting = false
  let wake = (): void => {}
  lines.on('line', (line) => {
    waiting.push(line)
    wake()
  })
  lines.on('close', () => {
    ended = true
    wake()
  })
  lines.on('SIGINT', () => {
    if (interrupted.size > 0) {
      for (const listener of interrupted) listener()
      return
    }
    // Somebody is asked, and takes it for an answer.
    if (!isPrompting) return
    const { line } = lines
    lines.write(null, { ctrl: true, name: 'e' })
    lines.write(null, { ctrl: true, name: 'u' })
    process.stderr.write('\n')
    if (!atPrompt(line)) return lines.prompt()
    ended = true
    wake()
  })
  return {
    waiting,
    next: async (prompt) => {
      if (waiting.length === 0 && !ended) {
        isPrompting = true
        prompt()
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        isPrompting = false
      }
      return waiting.shift() ?? null
    },
  }
}
