import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from './make-folder.ts'
import { secretLengthMin } from './schema.ts'

/** The secret of this data folder, made at its first use. Two processes that start at once agree on one. */
export function keptSecret(dataDir: string): string {
  const path = join(dataDir, 'secret')
  const kept = read(path)
  if (kept) return kept
  makeFolder(dataDir)
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, randomBytes(48).toString('base64url'), { mode: 0o600 })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!read(path)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return read(path) ?? ''
}

function read(path: string): string | null {
  try {
    const secret = readFileSync(path, 'utf8').trim()
    return secret.length >= secretLengthMin ? secret : null
  } catch {
    return null
  }
}
