/** Connections, resources and the system below the database; one cancelled by the time limit, one on a standby. */
const states = /^(?:(?:08|53|57P|58)[0-9A-Z]+|57014|25006|40003)$/

/** What our store says, and network errors. */
const codes = new Set([
  'STORE_UNAVAILABLE',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
const sentences = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error',
]

/** Whether an error, or what caused it, says that the database cannot be reached. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (codes.has(code) || states.test(code)) return true
  if (sentences.some((sentence) => error.message.includes(sentence))) return true
  if (error instanceof AggregateError && error.errors.some((each) => isUnavailable(each, depth + 1)))
    return true
  return isUnavailable(error.cause, depth + 1)
}

/** Whether an error, or what caused it, says that the disk is full: our store's code, and PostgreSQL's. */
export function isStorageFull(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false
  if ('code' in error && (error.code === 'STORAGE_FULL' || error.code === '53100')) return true
  return isStorageFull(error.cause, depth + 1)
}

/**
 * Whether the database could not take a value (SQLSTATE class 22): one that no rule had refused. It is the
 * caller's value all the same, and worth a line in the log, since a rule should have named its field.
 */
export function isDataException(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false
  if ('code' in error && typeof error.code === 'string' && /^22[0-9A-Z]{3}$/.test(error.code)) return true
  return isDataException(error.cause, depth + 1)
}
