import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { problemResponse } from './problem.ts'

/** Answers an upgrade with a problem, and ends the connection. */
export async function refuseUpgrade(socket: Duplex, error: unknown): Promise<void> {
  const response = problemResponse(error, null)
  const body = Buffer.from(await response.arrayBuffer())
  const headers = [
    ...[...response.headers].map(([name, value]) => `${name}: ${value}`),
    `content-length: ${body.length}`,
    'connection: close',
  ]
  const { status } = response
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...headers, '', ''].join('\r\n')
  if (!socket.writable) return
  socket.end(Buffer.concat([Buffer.from(head), body]))
}
