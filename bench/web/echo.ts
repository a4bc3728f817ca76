import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { answerParent } from '../server/worker.ts'
import { barePeer } from './bare.ts'

/** A server of sockets that sends each message to all others, and of the page that opens them; nothing else. */
answerParent(async () => {
  const http = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(barePeer)
  })
  const server = new WebSocketServer({ server: http })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  server.on('connection', (socket: WebSocket) => {
    socket.on('message', (data) => {
      for (const other of server.clients) if (other !== socket) other.send(String(data))
    })
  })
  const address = http.address()
  return { port: typeof address === 'object' ? address?.port : 0 }
})
