/** What our store says, network errors, and PostgreSQL's codes for a server that starts, stops, or has no connection left. */
const codes = new Set([
  'STORE_UNAVAILABLE',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '25006',
])
const sentences = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
]

/** Whether an error, or what caused it, says that the database cannot be reached. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (codes.has(code) || code.startsWith('08')) return true
  if (sentences.some((sentence) => error.message.includes(sentence))) return true
  if (error instanceof AggregateError && error.errors.some((each) => isUnavailable(each, depth + 1)))
    return true
  return isUnavailable(error.cause, depth + 1)
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
