import type { Config } from '@todo/config'

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/** Whether anyone on the network who reaches the server can make an account. */
export function isOpenDoor({ server, auth }: Pick<Config, 'server' | 'auth'>): boolean {
  return !loopback.has(server.host) && auth.registration === 'open'
}
