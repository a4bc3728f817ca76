import { HttpError } from '@todo/http'
import type { Metrics, SignInResult } from '@todo/telemetry'

/** Counts an attempt to sign in with a password by how it ended. */
export async function countSignIn<Result>(
  metrics: Pick<Metrics, 'signIn'>,
  attempt: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await attempt()
    metrics.signIn('success')
    return result
  } catch (error) {
    metrics.signIn(resultOf(error))
    throw error
  }
}

function resultOf(error: unknown): SignInResult {
  const code = error instanceof HttpError ? error.code : null
  if (code === 'INVALID_CREDENTIALS') return 'failure'
  return code === 'RATE_LIMITED' ? 'refused' : 'error'
}
