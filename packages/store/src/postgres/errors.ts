import { isRecord } from './is-record.ts'

/**
 * The database cannot be reached, is starting or stopping, has no room left in memory, or took too long. The call may be
 * repeated later; whether a write that was under way took place is not known.
 */
export class StoreUnavailableError extends Error {
  readonly code = 'STORE_UNAVAILABLE'

  constructor(cause: unknown) {
    super('The database cannot be reached at the moment', { cause })
    this.name = 'StoreUnavailableError'
  }
}

/** The disk is full, or as good as: nothing was written. What is there can be read. */
export class StorageFullError extends Error {
  readonly code = 'STORAGE_FULL'

  constructor(cause?: unknown) {
    super('The disk of the database is full', { cause })
    this.name = 'StorageFullError'
  }
}

/** The space, or the user who writes, is not there: the account was deleted while its token was still good. */
export class SpaceMissingError extends Error {
  readonly code = 'SPACE_MISSING'

  constructor() {
    super('This account no longer exists')
    this.name = 'SpaceMissingError'
  }
}

/** Connection and resource classes of SQLSTATE, one cancelled by the time limit, one on a standby. */
const unavailableStates = /^(?:08|53|57P|58)|^(?:57014|25006|40003)$/

const diskFull = '53100'

const unavailableSystem = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
])

/** The driver gives these no code. */
const unavailableTexts =
  /^Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable|^Query read timeout|after calling end on the pool|server closed the connection/i

/** Whether the database did not answer a statement in time, and may not answer another one on this connection. */
export const isHanging = (error: unknown): boolean =>
  error instanceof Error && error.message === 'Query read timeout'

/**
 * The error as callers should see it: `StorageFullError` or `StoreUnavailableError` where the database is the trouble,
 * else itself.
 */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof StoreUnavailableError) return error
  if (codeOf(error) === diskFull) return new StorageFullError(error)
  return isUnavailable(error) ? new StoreUnavailableError(error) : error
}

function isUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isUnavailable)
  const code = codeOf(error)
  if (code !== null && (unavailableStates.test(code) || unavailableSystem.has(code))) return true
  return error instanceof Error && unavailableTexts.test(error.message)
}

/** The SQLSTATE or system code of an error. */
export function codeOf(error: unknown): string | null {
  return isRecord(error) && typeof error.code === 'string' ? error.code : null
}

/** The constraint that a statement broke. */
export function constraintOf(error: unknown): string | null {
  return isRecord(error) && typeof error.constraint === 'string' ? error.constraint : null
}
