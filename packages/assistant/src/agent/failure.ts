/** What is told of a run that failed. `code` is stable; `retryAfterSeconds` is what the service asked for. */
export type Failure = { code: FailureCode; text: string; retryAfterSeconds: number | null }

export type FailureCode =
  | 'MODEL_BUSY'
  | 'MODEL_KEY_REFUSED'
  | 'MODEL_UNKNOWN'
  | 'MODEL_REFUSED'
  | 'MODEL_CUT_OFF'
  | 'MODEL_FAILED'
  | 'MODEL_UNREACHABLE'
  | 'MODEL_TOO_SLOW'
  | 'TOO_MANY_STEPS'
  | 'STOPPED'

const texts: Record<FailureCode, string> = {
  MODEL_BUSY: 'The model has too much to do right now. Try again in a moment.',
  MODEL_KEY_REFUSED: 'The model did not accept the key of this server. Who runs it can mend that.',
  MODEL_UNKNOWN:
    'The service does not know the model of this server, or what it was asked. Who runs it can mend that.',
  MODEL_REFUSED: 'The model refused to answer that.',
  MODEL_CUT_OFF: 'The answer grew too long and was cut off. Ask for less at once.',
  MODEL_FAILED: 'The model failed. Try again in a moment.',
  MODEL_UNREACHABLE: 'The model cannot be reached, or the connection to it broke off. Try again in a moment.',
  MODEL_TOO_SLOW: 'The model took too long to answer. Try again in a moment.',
  TOO_MANY_STEPS: 'That took more steps than one message may. What was done stands; say how to go on.',
  STOPPED: 'Stopped. What was done stands.',
}

const codesByName: Readonly<Record<string, FailureCode>> = {
  ModelTimeoutError: 'MODEL_TOO_SLOW',
  APIConnectionTimeoutError: 'MODEL_TOO_SLOW',
  ModelRefusalError: 'MODEL_REFUSED',
  ContentFilterFinishReasonError: 'MODEL_REFUSED',
  LengthFinishReasonError: 'MODEL_CUT_OFF',
  MaxTurnsExceededError: 'TOO_MANY_STEPS',
  AbortError: 'STOPPED',
  APIUserAbortError: 'STOPPED',
  APIConnectionError: 'MODEL_UNREACHABLE',
}

/** Says what went wrong in a run, in words for the person. Nothing of the error's own text is shown. */
export function describeFailure(error: unknown): Failure {
  const chain = chainOf(error)
  const code =
    chain.map(codeOf).find((found) => found !== null) ??
    (chain.some(brokeOff) ? 'MODEL_UNREACHABLE' : 'MODEL_FAILED')
  const retryAfterSeconds = chain.map(retryAfterOf).find((seconds) => seconds !== null) ?? null
  return { code, text: texts[code], retryAfterSeconds }
}

function codeOf(error: Error): FailureCode | null {
  const named = codesByName[error.name] ?? codesByName[error.constructor.name]
  if (named) return named
  const status = 'status' in error ? error.status : undefined
  if (status === 429) return 'MODEL_BUSY'
  if (status === 401 || status === 403) return 'MODEL_KEY_REFUSED'
  if (status === 400 || status === 404 || status === 422) return 'MODEL_UNKNOWN'
  return typeof status === 'number' && status >= 500 ? 'MODEL_FAILED' : null
}

const broken = /terminated|ECONNRESET|socket hang up|fetch failed|premature close|other side closed/i

function brokeOff({ message }: Error): boolean {
  return broken.test(message)
}

function retryAfterOf(error: Error): number | null {
  const headers = 'headers' in error && error.headers instanceof Headers ? error.headers : null
  const text = headers?.get('retry-after') ?? ''
  return /^\d{1,6}$/.test(text) ? Number(text) : null
}

/** An error and what caused it. */
function chainOf(error: unknown): Error[] {
  const chain: Error[] = []
  for (let each = error; each instanceof Error && chain.length < 5; each = each.cause) chain.push(each)
  return chain
}
