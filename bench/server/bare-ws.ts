import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { answerParent } from './worker.ts'

/** As little as there is: what a socket says is said to all sockets of its room. */
answerParent(async () => {
  const rooms = new Map<string, Set<WebSocket>>()
  const server = createServer()
  const sockets = new WebSocketServer({ server, clientTracking: false, perMessageDeflate: false })
  sockets.on('connection', (socket, { url = '' }) => {
    const room = rooms.get(url) ?? new Set()
    rooms.set(url, room.add(socket))
    socket.on('close', () => room.delete(socket))
    socket.on('message', (data) => {
      for (const member of room) member.send(data.toString())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { port: typeof address === 'object' ? address?.port : 0 }
})
