import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import process from 'node:process'
import type { Credential, Credentials } from '@todo/client'
import { SignedOutError } from '../errors.ts'

/** Where someone is signed in, and as whom. */
export type Account = { url: string; email: string; credential: Credential }

/** `null` where nobody is signed in. Throws `SignedOutError` for a file that cannot be read. */
export function readAccount(path: string): Account | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new SignedOutError(`The credentials in ${path} cannot be read.`)
  }
  const account = parseAccount(text)
  if (!account) throw new SignedOutError(`The credentials in ${path} are damaged.`)
  return account
}

/** Written beside and moved into place: another process reads the old credentials or the new ones, never half. */
export function writeAccount(path: string, account: Account): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}.part`
  try {
    writeFileSync(draft, `${JSON.stringify(account, null, 2)}\n`, { mode: 0o600, flush: true })
    chmodSync(draft, 0o600)
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

export const forgetAccount = (path: string): void => rmSync(path, { force: true })

/** The credential in the file, as the client refreshes it: another process may have done so meanwhile. */
export function fileCredentials(path: string): Credentials {
  return {
    get: async () => readAccount(path)?.credential ?? null,
    set: async (credential) => {
      const account = readAccount(path)
      if (credential === null) forgetAccount(path)
      else if (account) writeAccount(path, { ...account, credential })
    },
  }
}

function parseAccount(text: string): Account | null {
  try {
    const value: unknown = JSON.parse(text)
    return isAccount(value) ? value : null
  } catch {
    return null
  }
}

function isAccount(value: unknown): value is Account {
  return isRecord(value) && isText(value.url) && isText(value.email) && isCredential(value.credential)
}

function isCredential(value: unknown): value is Credential {
  if (!isRecord(value)) return false
  if (value.kind === 'token') return isText(value.token)
  return value.kind === 'session' && isText(value.accessToken) && isText(value.refreshToken)
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
