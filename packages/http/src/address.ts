import { isIP } from 'node:net'

/** Which connection a request came over. Whatever stands between server and app need only pass the request on. */
const connections = new WeakMap<Request, string>()

/** Called by the server that took the request. */
export function rememberConnection(request: Request, address: string | undefined): void {
  if (address !== undefined) connections.set(request, plain(address))
}

/**
 * The address of the caller: that of the connection, or, where the connection is a trusted proxy's, the last
 * one in `X-Forwarded-For` that is not. `null` where the server did not say.
 */
export function callerAddress(request: Request, trustedProxies: readonly string[]): string | null {
  const connection = connections.get(request)
  if (connection === undefined) return null
  if (!trustedProxies.includes(connection)) return connection
  const hops = (request.headers.get('x-forwarded-for') ?? '').split(',').map((hop) => plain(hop.trim()))
  const caller = hops.findLast((hop) => isIP(hop) !== 0 && !trustedProxies.includes(hop))
  return caller ?? connection
}

/** An IPv4 address that came over an IPv6 socket. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '')
