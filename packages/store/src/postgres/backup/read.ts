import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { codeOf } from '../errors.ts'
import { BackupError } from './errors.ts'
import { type BackupHeader, type BackupTable, damaged, digestBytes, notOurs, parseHeader } from './format.ts'

const headerBytesMax = 1_000_000
const newline = 0x0a

export type OpenBackup = {
  header: BackupHeader
  /** The rows of the header's next table, as COPY wrote them. Each table is read to its end, in order. */
  rows(): AsyncGenerator<Buffer, void, undefined>
  /** Throws where the file is not exactly what was written. */
  finish(): Promise<void>
}

/** Opens a backup and reads its header. Throws `BackupError`. */
export async function withBackup<T>(file: string, use: (backup: OpenBackup) => Promise<T>): Promise<T> {
  const source = createReadStream(file)
  const gunzip = createGunzip()
  source.on('error', (error) => gunzip.destroy(unreadable(file, error)))
  const bytes = new Bytes(source.pipe(gunzip))
  try {
    const header = parseHeader((await bytes.line()).toString('utf8'))
    return await use({ header, rows: () => rowsOf(bytes), finish: () => bytes.finish() })
  } catch (error) {
    throw asBackupError(error)
  } finally {
    gunzip.destroy()
    source.destroy()
  }
}

/** Reads all of a backup, so that nothing is changed for the sake of one that is incomplete. */
export function verifyBackup(file: string): Promise<BackupHeader> {
  return withBackup(file, async ({ header, rows, finish }) => {
    for (const table of header.tables) {
      if ((await countRows(rows())) !== table.rows) throw damaged()
    }
    await finish()
    return header
  })
}

async function countRows(rows: AsyncIterable<Buffer>): Promise<BackupTable['rows']> {
  let count = 0
  for await (const part of rows) {
    for (let at = part.indexOf(newline); at >= 0; at = part.indexOf(newline, at + 1)) count += 1
  }
  return count
}

async function* rowsOf(bytes: Bytes): AsyncGenerator<Buffer, void, undefined> {
  for (;;) {
    const length = (await bytes.take(4)).readUInt32BE()
    if (length === 0) return
    yield await bytes.take(length)
  }
}

const unreadable = (file: string, error: Error): BackupError =>
  new BackupError('FILE_UNREADABLE', `${file} cannot be read (${error.message})`, error)

function asBackupError(error: unknown): unknown {
  if (codeOf(error) === 'Z_DATA_ERROR' && /header check/.test(String(error))) return notOurs(error)
  return codeOf(error)?.startsWith('Z_') ? damaged(error) : error
}

/** A stream from which exact numbers of bytes are taken, and hashed. */
class Bytes {
  readonly #parts: AsyncIterator<Buffer>
  readonly #digest = createHash('sha256')
  #held: Buffer = Buffer.alloc(0)

  constructor(stream: AsyncIterable<Buffer>) {
    this.#parts = stream[Symbol.asyncIterator]()
  }

  /** The bytes up to the next end of line, without it. */
  async line(): Promise<Buffer> {
    for (;;) {
      const end = this.#held.indexOf(newline)
      if (end >= 0) return (await this.take(end + 1)).subarray(0, end)
      if (this.#held.length > headerBytesMax || !(await this.#more())) throw notOurs()
    }
  }

  async take(count: number): Promise<Buffer> {
    const taken = await this.#cut(count)
    this.#digest.update(taken)
    return taken
  }

  async finish(): Promise<void> {
    const digest = this.#digest.digest()
    if (!digest.equals(await this.#cut(digestBytes))) throw damaged()
    if (this.#held.length > 0 || (await this.#more())) throw damaged()
  }

  async #cut(count: number): Promise<Buffer> {
    const parts = [this.#held]
    let length = this.#held.length
    while (length < count) {
      const next = await this.#parts.next()
      if (next.done) throw damaged()
      parts.push(next.value)
      length += next.value.length
    }
    const all = parts.length === 1 ? this.#held : Buffer.concat(parts)
    this.#held = all.subarray(count)
    return all.subarray(0, count)
  }

  async #more(): Promise<boolean> {
    const next = await this.#parts.next()
    if (next.done) return false
    this.#held = Buffer.concat([this.#held, next.value])
    return true
  }
}
