import { describeError, isDataException, problemResponse } from '@todo/http'
import type { Log } from '@todo/telemetry'
import { missingRoute } from './not-found.ts'
import type { Router } from './openapi.ts'
import { Proposed } from './proposals/propose.ts'

/** Turns whatever is thrown into a problem, and logs what a caller cannot help. */
export function handleErrors(router: Router, log: Log): void {
  const missing = missingRoute(router)
  router.notFound((c) => problemResponse(missing(c.req.method, c.req.path), c.get('requestId')))
  router.onError((error, c) => {
    if (error instanceof Proposed) return c.json({ proposal: error.proposal }, 202)
    logFailure(log, error, c.get('requestId'))
    return problemResponse(error, c.get('requestId'))
  })
}

/** Logs what a caller cannot help. */
export function logFailure(log: Log, error: unknown, requestId: string): void {
  const { problem } = describeError(error)
  const fields = { request_id: requestId, code: problem.code }
  if (problem.status === 500) log.error('a request failed', { ...fields, reason: reasonOf(error) })
  else if (problem.status > 500) log.warn('a request could not be served', fields)
  else if (isDataException(error)) {
    log.warn('a value got past the rules', { ...fields, reason: reasonOf(error) })
  }
}

/** Where an error came from. Its message may hold what a person wrote, so only the stack's frames are kept. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  return `${error.name}${code} ${frames.slice(0, 4).join(' ').replaceAll(/\s+/g, ' ')}`
}
