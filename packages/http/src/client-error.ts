import { type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Issue } from '@todo/core'

type Refusal = { status: number; code: string; error: string; errors?: readonly Issue[] }

const refusals: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'HEADERS_TOO_LARGE',
    error: 'The address and the headers are too large',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'REQUEST_TIMEOUT',
    error: 'The request took too long to arrive',
  },
}
const badRequest: Refusal = {
  status: 400,
  code: 'VALIDATION_FAILED',
  error: 'Validation error',
  errors: [{ path: '', message: 'This is not an HTTP request as it should be' }],
}
const tunnel: Refusal = { status: 405, code: 'METHOD_NOT_ALLOWED', error: 'Method not allowed' }
const expectation: Refusal = {
  status: 417,
  code: 'EXPECTATION_FAILED',
  error: 'Nothing can be expected but 100-continue',
}

/** Answers what never becomes a request for the API in the same form as every other refusal. */
export function answerClientErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
    else refuse(socket, refusals[error.code ?? ''] ?? badRequest)
  })
  server.on('connect', (_, socket: Duplex) => {
    socket.on('error', () => socket.destroy())
    refuse(socket, tunnel)
  })
  server.on('checkExpectation', (_, response) => {
    response.writeHead(expectation.status, { ...headers, connection: 'close' }).end(bodyOf(expectation))
  })
}

const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' }

const bodyOf = (refusal: Refusal): string =>
  JSON.stringify({ type: 'about:blank', title: STATUS_CODES[refusal.status], ...refusal })

function refuse(socket: Duplex, refusal: Refusal): void {
  const body = bodyOf(refusal)
  const lines = Object.entries({
    ...headers,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`)
  const status = `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`
  socket.end([status, ...lines, '', body].join('\r\n'))
}
