import { Pool } from 'undici'
import { answerParent } from './worker.ts'

export type LoadRequest = { method: 'GET' | 'POST'; path: string; token?: string; body?: string }
/** Requests that are sent in turn; each must be answered with `status`. */
export type Plan = { origin: string; connections: number; status: number; requests: readonly LoadRequest[] }
export type Burst = { requests: number; seconds: number }

let plan: Plan | undefined
let pool: Pool | undefined
let next = 0

/** The first message is the plan, each later one the milliseconds for which requests are sent. */
answerParent(async (message: Plan | { ms: number }) => {
  if ('ms' in message) return burst(message.ms)
  plan = message
  pool = new Pool(plan.origin, { connections: plan.connections, pipelining: 1 })
  return null
})

async function burst(ms: number): Promise<Burst> {
  if (!plan || !pool) throw new Error('There is no plan')
  const { connections, requests, status } = plan
  const target = pool
  const started = performance.now()
  let sent = 0
  const sendOn = async (): Promise<void> => {
    while (performance.now() - started < ms) {
      const request = requests[next++ % requests.length]
      if (request) await send(target, request, status)
      sent += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, sendOn))
  return { requests: sent, seconds: (performance.now() - started) / 1000 }
}

/** The cheapest way that undici has, so that the client takes little from what is measured. */
function send(target: Pool, { method, path, token, body }: LoadRequest, status: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
  target.dispatch(
    { method, path, headers, body: body ?? null },
    {
      onRequestStart() {},
      onResponseStart(_controller, statusCode) {
        if (statusCode !== status) reject(new Error(`${method} ${path} was answered with ${statusCode}`))
      },
      onResponseData() {},
      onResponseEnd: () => resolve(),
      onResponseError: (_controller, error) => reject(error),
    },
  )
  return promise
}
