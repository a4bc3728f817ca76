import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { describeError } from './problem.ts'
import { securityHeaders } from './security-headers.ts'

/** Answers an upgrade with a problem, and ends the connection. */
export function refuseUpgrade(socket: Duplex, error: unknown, requestId: string): void {
  if (!socket.writable) return
  const { problem, headers } = describeError(error)
  const body = JSON.stringify({ ...problem, request_id: requestId })
  const lines = Object.entries({
    'content-type': 'application/problem+json',
    ...securityHeaders,
    ...(problem.status === 401 && { 'www-authenticate': 'Bearer' }),
    ...headers,
    'x-request-id': requestId,
    'content-length': `${Buffer.byteLength(body)}`,
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`)
  const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`
  socket.end([status, ...lines, '', body].join('\r\n'))
}
