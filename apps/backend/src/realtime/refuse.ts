import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { problemResponse } from '@todo/http'

/** Answers an upgrade with a problem, and ends the connection. */
export async function refuseUpgrade(socket: Duplex, error: unknown, requestId: string): Promise<void> {
  const response = problemResponse(error, requestId)
  const body = Buffer.from(await response.arrayBuffer())
  const headers = [
    ...[...response.headers].map(([name, value]) => `${name}: ${value}`),
    `x-request-id: ${requestId}`,
    `content-length: ${body.length}`,
    'connection: close',
  ]
  const { status } = response
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...headers, '', ''].join('\r\n')
  if (!socket.writable) return
  socket.end(Buffer.concat([Buffer.from(head), body]))
}
