import { text } from 'node:stream/consumers'
import type { Frame } from '@todo/core'
import { onTestFinished, vi } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'

/** The address of the sockets of a server. */
export function liveUrl(url: string, since?: string): string {
  const address = new URL('/api/realtime', url.replace(/^http/, 'ws'))
  if (since !== undefined) address.searchParams.set('since', since)
  return address.href
}

export type LiveClient = {
  socket: WebSocket
  frames: Frame[]
  closed: Promise<{ code: number; reason: string }>
  /** The first frame of which that is true, once it is there. */
  until(isIt: (frame: Frame) => boolean): Promise<Frame>
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

/** A socket of a client that is signed in by a token, or by what other headers hold; it ends with the test. */
export function connect(address: string, credential: string | ClientOptions): LiveClient {
  const socket = new WebSocket(address, typeof credential === 'string' ? bearer(credential) : credential)
  onTestFinished(() => socket.terminate())
  const frames: Frame[] = []
  socket.on('error', () => {})
  socket.on('message', (data) => frames.push(JSON.parse(String(data))))
  const until: LiveClient['until'] = (isIt) =>
    vi.waitFor(
      () => {
        const found = frames.find(isIt)
        if (!found) throw new Error(`There were only: ${frames.map(({ type }) => type).join(' ')}`)
        return found
      },
      { timeout: 10_000, interval: 5 },
    )
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }))
  })
  return { socket, frames, closed, until }
}

export const isHello = ({ type }: Frame): boolean => type === 'hello'

/** The sequence numbers of the events that came, in the order in which they came. */
export const seqsOf = (frames: readonly Frame[]): number[] =>
  frames.flatMap((frame) => ('seq' in frame ? [frame.seq] : []))

export type Refusal = { status: number; headers: Record<string, unknown>; body: unknown }

/** What an upgrade is refused with. */
export function refusalOf(address: string, options: ClientOptions = {}): Promise<Refusal> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, options)
    onTestFinished(() => socket.terminate())
    socket.on('open', () => reject(new Error('The upgrade was taken')))
    socket.on('error', reject)
    socket.on('unexpected-response', (_, response) => {
      const { statusCode = 0, headers } = response
      text(response).then((body) => resolve({ status: statusCode, headers, body: JSON.parse(body) }), reject)
    })
  })
}

export const refusalWith = (address: string, token: string): Promise<Refusal> =>
  refusalOf(address, bearer(token))
