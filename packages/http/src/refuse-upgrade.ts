import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { describeError } from './problem.ts'

/** Answers an upgrade with a problem, and ends the connection. */
export function refuseUpgrade(socket: Duplex, error: unknown): void {
  if (!socket.writable) return
  const { problem, headers } = describeError(error)
  const body = JSON.stringify(problem)
  const lines = Object.entries({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...headers,
    'content-length': `${Buffer.byteLength(body)}`,
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`)
  const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`
  socket.end([status, ...lines, '', body].join('\r\n'))
}
