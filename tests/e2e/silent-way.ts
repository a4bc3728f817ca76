import { connect, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll } from 'vitest'

export type SilentWay = {
  readonly address: string
  /** Lets nothing through of the next stream of the chat but that it begins; its connection stands. */
  hushNextStream(): void
  /** How many streams were hushed. */
  hushed(): number
}

const endOfHead = '\r\n\r\n'

/** A way to a server that can fall silent, as it does where a server dies behind a proxy and nobody says so. */
export function silentWay(to: () => string): SilentWay {
  const open = new Set<Socket>()
  let port = 0
  let isToHush = false
  let hushed = 0
  const server = createServer((near) => {
    const far = connect(Number(new URL(to()).port), '127.0.0.1')
    let isHushed = false
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        open.delete(socket)
        other.destroy()
      })
    }
    near.pipe(far)
    far.on('data', (piece) => {
      if (isHushed) return
      isHushed = isToHush && piece.includes('text/event-stream')
      if (!isHushed) return void near.write(piece)
      isToHush = false
      hushed += 1
      near.write(piece.subarray(0, piece.indexOf(endOfHead) + endOfHead.length))
    })
  })
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    const address = server.address()
    port = address !== null && typeof address === 'object' ? address.port : 0
  })
  afterAll(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return {
    get address() {
      return `http://127.0.0.1:${port}`
    },
    hushNextStream: () => {
      isToHush = true
    },
    hushed: () => hushed,
  }
}
