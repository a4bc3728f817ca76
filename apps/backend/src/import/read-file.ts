import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createKeyedLock } from '@todo/core'
import { type ImportDocument, type InterchangeFormat, readImport } from '@todo/core/interchange'
import { HttpError } from '@todo/http'

export type FileToRead = { format: InterchangeFormat; content: string; tasksMax: number }
/** `null` where the file has too many tasks. */
export type FileRead = ImportDocument | null

export type FileReader = (format: InterchangeFormat, content: string) => Promise<ImportDocument>

/** Tasks of one file. Whoever has more sends them in parts. */
const tasksMax = 200_000
/** UTF-16 units of a file that is read here: in milliseconds, and with fewer tasks than that. */
const readHereMax = 256 * 1024
/** A file of the largest size with that many tasks takes half of it. */
const megabytesMax = 1024
/** The others wait meanwhile. A large file is read in a few seconds. */
const readMsMax = 30_000

const program = fileURLToPath(new URL('./read-process.ts', import.meta.url))

/**
 * Reads large files in a process beside, one after the other: they take seconds, in which nobody would be answered,
 * and memory. It can be ended when it takes too much; a thread that is ended then takes its process with it. Throws
 * `BODY_TOO_LARGE` for a file with too many tasks, or with more than there is room or time for.
 */
export function createFileReader(): FileReader {
  const lock = createKeyedLock()
  return async (format, content) => {
    if (content.length <= readHereMax) return readImport(format, content)
    const found = await lock('read', () => readBeside({ format, content, tasksMax }))
    if (found) return found
    throw tooLarge(`The file has more than ${tasksMax} tasks; send it in parts`)
  }
}

function readBeside(file: FileToRead): Promise<FileRead> {
  return new Promise((resolve, reject) => {
    const child = fork(program, {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${megabytesMax}`],
      // It needs none of the secrets that may stand there.
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const patience = setTimeout(() => child.kill('SIGKILL'), readMsMax)
    child.once('message', (answer: FileRead) => resolve(answer))
    child.on('error', reject)
    // After an answer this says nothing more.
    child.once('exit', (code, signal) => {
      clearTimeout(patience)
      const isEnded = signal !== null
      reject(isEnded ? tooLarge('The file holds too much to be read') : new Error(`It ended with ${code}`))
    })
    child.send(file)
  })
}

const tooLarge = (message: string): HttpError => new HttpError('BODY_TOO_LARGE', { message })
