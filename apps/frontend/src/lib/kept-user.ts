import type { User } from '../types/index.ts'

const key = 'todo.user'
const leavingKey = 'todo.leaving'
const version = 1
/** A tab that was closed while it ended a session has not ended it. */
const leavingMsMax = 30_000

/** Who was signed in on this device last, for a start that does not wait for the server. */
export function keptUser(): User | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return isKept(kept) ? kept.user : null
  } catch {
    // Storage is refused, or holds what somebody else wrote.
    return null
  }
}

export function keepUser(user: User): void {
  try {
    localStorage.setItem(key, JSON.stringify({ version, user }))
    localStorage.removeItem(leavingKey)
  } catch {
    // Storage is refused or full: the next start asks the server.
  }
}

export function forgetUser(): void {
  try {
    localStorage.removeItem(key)
    localStorage.removeItem(leavingKey)
  } catch {
    // Then nothing was kept.
  }
}

/** Says to every tab, before it happens, that a session is ended here; `false` where that failed. */
export function noteLeaving(isLeaving: boolean): void {
  try {
    if (isLeaving) localStorage.setItem(leavingKey, String(Date.now()))
    else localStorage.removeItem(leavingKey)
  } catch {
    // Then the other tabs ask the server what has become of it.
  }
}

/** Whether a session that has ended is one that somebody ends, or has ended, in this browser: nobody need ask who is here. */
export function isLeaving(): boolean {
  try {
    const since = Date.now() - Number(localStorage.getItem(leavingKey))
    return Math.abs(since) < leavingMsMax || localStorage.getItem(key) === null
  } catch {
    return false
  }
}

/** Calls where another tab has made it somebody else, or nobody; what it returns ends that. */
export function onKeptUser(listener: () => void): () => void {
  const onStorage = (event: StorageEvent): void => {
    // `null`: all of it was cleared.
    if (event.key === key || event.key === null) listener()
  }
  addEventListener('storage', onStorage)
  return () => removeEventListener('storage', onStorage)
}

type Kept = { version: typeof version; user: User }

function isKept(value: unknown): value is Kept {
  return isObject(value) && value.version === version && isUser(value.user)
}

function isUser(value: unknown): value is User {
  if (!isObject(value)) return false
  const texts = [value.id, value.email, value.created_at, value.updated_at]
  const perhaps = [value.name, value.timezone, value.locale]
  if (typeof value.email_verified !== 'boolean') return false
  return texts.every(isText) && perhaps.every((each) => each === null || isText(each))
}

const isText = (value: unknown): value is string => typeof value === 'string'

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
