import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'

export type HangingProxy = {
  url: string
  /** From now on nothing comes through, and nothing breaks: as a machine that hangs, or a cable that was pulled. */
  hang(): void
  goOn(): void
  stop(): Promise<void>
}

/** Stands before a database on a Unix socket. */
export async function startHangingProxy(databaseUrl: string): Promise<HangingProxy> {
  const { pathname, username, searchParams } = new URL(databaseUrl.replace('@/', '@localhost/'))
  const path = join(searchParams.get('host') ?? '', `.s.PGSQL.${searchParams.get('port')}`)
  const sockets = new Set<Socket>()
  let hangs = false
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    if (hangs) socket.pause()
    return socket
  }
  const server = createServer((client) => {
    const database = connect(path)
    client.pipe(database).pipe(client)
    client.on('close', () => database.destroy())
    database.on('close', () => client.destroy())
    for (const socket of [client, database]) keep(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `postgresql://${username}@127.0.0.1:${port}${pathname}`,
    hang() {
      hangs = true
      for (const socket of sockets) socket.pause()
    },
    goOn() {
      hangs = false
      for (const socket of sockets) socket.resume()
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
