import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { answerParent } from '../server/worker.ts'

/** As little as answers a message in frames: what was said comes back word by word. */
answerParent(async () => {
  const server = createServer(async (request, response) => {
    const body: unknown = await json(request)
    const message = typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : ''
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const word of message.split(' ')) response.write(`data: ${JSON.stringify({ text: word })}\n\n`)
    response.end('data: [DONE]\n\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: portOf(server.address()) }
})

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0
