import { Worker } from 'node:worker_threads'
import type { ImportDocument, InterchangeFormat } from '@todo/core/interchange'
import { HttpError } from '@todo/http'
import { createKeyedLock } from '../idempotency/keyed-lock.ts'

export type FileToRead = { format: InterchangeFormat; content: string; tasksMax: number }
/** `null` where the file has too many tasks. */
export type FileRead = ImportDocument | null

export type FileReader = (format: InterchangeFormat, content: string) => Promise<ImportDocument>

/** Tasks of one file. Whoever has more sends them in parts. */
export const importTasksMax = 200_000
/** A file of the largest size with that many tasks takes half of it. */
const threadMegabytesMax = 1024
/** The others wait meanwhile. A large file is read in a few seconds. */
const threadMsMax = 30_000

/**
 * Reads files in a thread beside, one after the other: the largest take seconds, in which nobody else would be
 * answered. Throws `BODY_TOO_LARGE` for a file with too many tasks, or with more than the thread has room or time for.
 */
export function createFileReader(): FileReader {
  const lock = createKeyedLock()
  return (format, content) =>
    lock('read', async () => {
      const found = await inThread({ format, content, tasksMax: importTasksMax })
      if (found) return found
      throw tooLarge(`The file has more than ${importTasksMax} tasks; send it in parts`)
    })
}

function inThread(file: FileToRead): Promise<FileRead> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./read-thread.ts', import.meta.url), {
      workerData: file,
      resourceLimits: { maxOldGenerationSizeMb: threadMegabytesMax },
    })
    const patience = setTimeout(() => void worker.terminate(), threadMsMax)
    worker.once('message', resolve)
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') reject(error)
    })
    // Whoever has answered is not heard again; else it was ended, by its memory or by our patience.
    worker.once('exit', () => {
      clearTimeout(patience)
      reject(tooLarge('The file holds too much to be read'))
    })
  })
}

const tooLarge = (message: string): HttpError => new HttpError('BODY_TOO_LARGE', { message })
