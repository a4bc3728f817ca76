import type { User } from '../types/index.ts'

const key = 'todo.user'
const version = 1

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
  } catch {
    // Storage is refused or full: the next start asks the server.
  }
}

export function forgetUser(): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // Then nothing was kept.
  }
}

/** Calls when another tab remembers somebody else, or nobody any more; what it returns ends that. */
export function onKeptElsewhere(listener: () => void): () => void {
  const onStorage = (event: StorageEvent): void => {
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
