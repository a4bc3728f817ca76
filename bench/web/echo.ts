import { type WebSocket, WebSocketServer } from 'ws'
import { answerParent } from '../server/worker.ts'

/** A server of sockets that sends each message to all others, and nothing else. */
answerParent(async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  server.on('connection', (socket: WebSocket) => {
    socket.on('message', (data) => {
      for (const other of server.clients) if (other !== socket) other.send(String(data))
    })
  })
  const address = server.address()
  return { port: typeof address === 'object' ? address?.port : 0 }
})
