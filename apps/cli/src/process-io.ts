import { fstatSync, writeSync } from 'node:fs'
import process from 'node:process'
import { type Input, type Io, type Output, PipeClosedError } from './io.ts'

/**
 * The streams, environment and clock of this process. Node's own streams load sockets and terminals, so they are
 * touched only where there is a terminal, or something is read.
 */
export function processIo(): Io {
  return {
    stdin: processInput,
    stdout: outputOf(1, () => process.stdout),
    stderr: outputOf(2, () => process.stderr),
    terminal: {
      ask: async (question, hidden) => (await import('./terminal.ts')).ask(question, hidden),
      onInterrupt: async (listener) => (await import('./terminal.ts')).onInterrupt(listener),
      async *editLines(options) {
        yield* (await import('./terminal.ts')).editLines(options)
      },
    },
    env: process.env,
    platform: process.platform,
    get homeFolder() {
      return process.env.HOME || process.getBuiltinModule('node:os').homedir()
    },
    now: Date.now,
  }
}

const columnsDefault = 80

function outputOf(descriptor: 1 | 2, stream: () => NodeJS.WriteStream): Output {
  let terminal: NodeJS.WriteStream | null | undefined
  // A terminal is a character device, as is /dev/null: Node tells the two apart.
  const terminalOrNull = (): NodeJS.WriteStream | null => {
    if (terminal === undefined) terminal = isCharacterDevice(descriptor) && stream().isTTY ? stream() : null
    return terminal
  }
  return {
    get isTerminal() {
      return terminalOrNull() !== null
    },
    get columns() {
      return terminalOrNull()?.columns || Number(process.env.COLUMNS) || columnsDefault
    },
    write: async (text) => {
      if (text !== '') await writeAll(descriptor, Buffer.from(text))
    },
  }
}

function isCharacterDevice(descriptor: number): boolean {
  try {
    return process.platform === 'win32' || fstatSync(descriptor).isCharacterDevice()
  } catch {
    return false
  }
}

async function writeAll(descriptor: number, bytes: Buffer): Promise<void> {
  for (let from = 0; from < bytes.length; ) {
    try {
      from += writeSync(descriptor, bytes, from)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      if (code === 'EPIPE') throw new PipeClosedError()
      // The reader of a pipe that does not block is behind.
      if (code !== 'EAGAIN') throw error
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
}

const processInput: Input = {
  get isTerminal() {
    return isCharacterDevice(0) && process.stdin.isTTY === true
  },
  text: async () => {
    const chunks: Buffer[] = []
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks).toString('utf8')
  },
  lines: async function* () {
    const { createInterface } = await import('node:readline')
    yield* createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
  },
}
