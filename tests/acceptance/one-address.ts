import { createServer, request as send } from 'node:http'

export type OneAddress = {
  url: string
  /** Breaks off the next stream of the chat after its first piece. */
  breakNextStream(): void
  /** How often a stream was broken off. */
  broken(): number
  close(): Promise<void>
}

const assistants = /^\/(?:api\/chat|mcp|\.well-known\/oauth-protected-resource)\b/

/** The API and what models and agents talk to behind one address, as a reverse proxy puts them. */
export async function startOneAddress(apiUrl: () => string, assistantUrl: () => string): Promise<OneAddress> {
  let isToBreak = false
  let broken = 0
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/'
    const target = new URL(path, assistants.test(path) ? assistantUrl() : apiUrl())
    const onward = send(target, { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      const breaks = isToBreak && answer.headers['content-type']?.startsWith('text/event-stream') === true
      if (!breaks) {
        answer.pipe(outgoing)
        return
      }
      isToBreak = false
      answer.once('data', (piece) => {
        broken += 1
        outgoing.write(piece, () => outgoing.destroy())
        onward.destroy()
      })
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    breakNextStream: () => {
      isToBreak = true
    },
    broken: () => broken,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
