import { WebSocket } from 'ws'
import { inFlight } from './in-flight.ts'
import { answerParent } from './worker.ts'

export type SocketAddress = { url: string; token?: string }
/** When a frame arrived at a socket, in milliseconds since 1970; sockets are counted in the order of their opening. */
export type Arrival = { socket: number; at: number }
/** What is said by these sockets, each of which waits until all of its room have heard it. */
export type Saying = { from: readonly number[]; text: string; atOnce: number; roomSize: number }
/** For each message how long it took to reach each socket of its room, in milliseconds. */
export type Delays = readonly number[]

type Message = { open: readonly SocketAddress[] } | { watch: number } | Saying

const sockets: WebSocket[] = []
/** Other frames are shorter. */
const eventLengthMin = 300

let arrived: (arrival: Arrival) => void = () => {}

answerParent((message: Message) => {
  if ('open' in message) return openAll(message.open)
  return 'watch' in message ? watch(message.watch) : sayAll(message)
})

const now = (): number => performance.timeOrigin + performance.now()

async function openAll(addresses: readonly SocketAddress[]): Promise<null> {
  await inFlight(addresses, 32, ({ url, token }) => {
    const socket = new WebSocket(
      url,
      token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
    )
    const index = sockets.push(socket) - 1
    socket.on('message', (data: Buffer) => {
      if (data.length >= eventLengthMin) arrived({ socket: index, at: now() })
    })
    return new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      // The product says where it begins once it has looked; a bare server says nothing.
      socket.once(token === undefined ? 'open' : 'message', () => resolve())
    })
  })
  return null
}

function watch(count: number): Promise<Arrival[]> {
  return new Promise((resolve) => {
    const arrivals: Arrival[] = []
    arrived = (arrival) => {
      arrivals.push(arrival)
      if (arrivals.length === count) resolve(arrivals)
    }
  })
}

/** Rooms stand one after the other, so a socket's place tells its room. */
async function sayAll({ from, text, atOnce, roomSize }: Saying): Promise<Delays> {
  const delays: number[] = []
  const rooms = new Map<number, (at: number) => void>()
  arrived = ({ socket, at }) => rooms.get(Math.floor(socket / roomSize))?.(at)
  await inFlight(from, atOnce, (index) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const sent = now()
    let heard = 0
    rooms.set(Math.floor(index / roomSize), (at) => {
      delays.push(at - sent)
      heard += 1
      if (heard === roomSize) resolve()
    })
    sockets[index]?.send(text)
    return promise
  })
  return delays
}
