import type { Server } from 'node:http'
import type { Socket } from 'node:net'

const answers: Readonly<Record<string, { status: string; code: string; error: string }>> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    code: 'HEADERS_TOO_LARGE',
    error: 'The address and the headers are too large',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    code: 'REQUEST_TIMEOUT',
    error: 'The request took too long to arrive',
  },
}
const badRequest = { status: '400 Bad Request', code: 'VALIDATION_FAILED', error: 'Validation error' }

/** Answers what is no HTTP request, or too large for one, in the same form as every other refusal. */
export function answerClientErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const { status, code, error: sentence } = answers[error.code ?? ''] ?? badRequest
    const [number, ...words] = status.split(' ')
    const body = JSON.stringify({
      type: 'about:blank',
      title: words.join(' '),
      status: Number(number),
      error: sentence,
      code,
    })
    const headers = ['Content-Type: application/problem+json', `Content-Length: ${Buffer.byteLength(body)}`]
    socket.end([`HTTP/1.1 ${status}`, ...headers, 'Connection: close', '', body].join('\r\n'))
  })
}
