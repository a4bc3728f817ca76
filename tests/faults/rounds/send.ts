import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Entry } from './ledger.ts'
import type { Write } from './writes.ts'

/** Where writes go: the server's address changes when it is started again. */
export type Destination = { url(): string; token: string }

const pauseMs = 20
/** A server that was killed is back long before this; what is not answered by then is lost. */
const patienceMs = 90_000

/** Sends a write until it is answered, always under the same key. Throws where it is not answered at all. */
export async function sendUntilAnswered(write: Write, destination: Destination): Promise<Entry> {
  const giveUp = AbortSignal.timeout(patienceMs)
  for (let attempts = 1; !giveUp.aborted; attempts += 1) {
    const answer = await sendOnce(write, destination, giveUp)
    if (answer && answer.status !== 503) return { write, attempts, ...answer }
    await sleep(pauseMs)
  }
  throw new Error(`No answer to ${write.method} ${write.path} within ${patienceMs / 1000} s`)
}

/** The answer, or `null` where the connection failed: the write may have taken place, or not. */
async function sendOnce(write: Write, destination: Destination, signal: AbortSignal): Promise<Answer | null> {
  try {
    return await send(write, destination, signal)
  } catch {
    return null
  }
}

export async function send(
  { method, path, key, body, ifMatch }: Write,
  { url, token }: Destination,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await fetch(url() + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'idempotency-key': key,
      ...(body !== undefined && {
        'content-type': typeof body === 'string' ? 'text/plain' : 'application/json',
      }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  })
  const { status, headers } = response
  return {
    status,
    operationId: headers.get('x-operation-id'),
    replayed: headers.get('idempotency-replayed') === 'true',
    text: await response.text(),
  }
}
