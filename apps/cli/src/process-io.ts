import { homedir } from 'node:os'
import process from 'node:process'
import { type Input, type Io, type Output, PipeClosedError } from './io.ts'
import { processTerminal } from './terminal.ts'

/** The streams, environment and clock of this process. */
export function processIo(): Io {
  const stdin = inputOf(process.stdin)
  return {
    stdin,
    stdout: outputOf(process.stdout, process.env),
    stderr: outputOf(process.stderr, process.env),
    terminal: processTerminal,
    env: process.env,
    platform: process.platform,
    homeFolder: homedir(),
    now: () => Date.now(),
  }
}

const columnsDefault = 80

function outputOf(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Output {
  let closed: PipeClosedError | null = null
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    closed = new PipeClosedError()
  })
  return {
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.columns || Number(env.COLUMNS) || columnsDefault
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(closed)
        if (text === '') return resolve()
        return stream.write(text, (error) => {
          if (error) reject(isPipeClosed(error) ? new PipeClosedError() : error)
          else resolve()
        })
      }),
  }
}

const isPipeClosed = (error: Error): boolean => 'code' in error && error.code === 'EPIPE'

function inputOf(stream: NodeJS.ReadStream): Input {
  return {
    isTerminal: stream.isTTY === true,
    text: async () => {
      stream.setEncoding('utf8')
      let text = ''
      for await (const chunk of stream) text += chunk
      return text
    },
    lines: () => linesOf(stream),
  }
}

async function* linesOf(stream: NodeJS.ReadStream): AsyncGenerator<string> {
  const { createInterface } = await import('node:readline')
  yield* createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })
}
