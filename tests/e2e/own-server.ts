import { afterAll, beforeAll } from 'vitest'
import { address as addressOf, newSite, type Started } from '../acceptance/server/server-process.ts'

export type OwnServer = {
  readonly address: string
  /** Ends it at once, as a power cut does. */
  kill(): Promise<void>
  /** Starts it again, at the same address and on the same data. */
  start(): Promise<void>
}

/** What a browser says of requests that lead nowhere. */
export const unreachable = /Failed to load resource|WebSocket connection|The server cannot be reached/

/** A server that belongs to one file of tests, which may kill it. `env`: how it is set up; asked for when it starts. */
export function ownServer(env: () => Record<string, string> = () => ({})): OwnServer {
  const site = newSite()
  let server: Started
  let address = ''
  const start = async (): Promise<void> => {
    server = site.start({ ...env(), PORT: address === '' ? '0' : new URL(address).port })
    address = await addressOf(server)
  }
  beforeAll(start)
  afterAll(() => site.clear())
  return {
    get address() {
      return address
    },
    async kill() {
      server.child.kill('SIGKILL')
      await server.ended
    },
    start,
  }
}
