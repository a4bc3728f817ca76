import { BlockList, isIP } from 'node:net'

/** Which connection a request came over. Whatever stands between server and app need only pass the request on. */
const connections = new WeakMap<Request, string>()

/** Called by the server that took the request. */
export function rememberConnection(request: Request, address: string | undefined): void {
  if (address !== undefined) connections.set(request, plain(address))
}

/** Addresses and networks (`10.0.0.0/8`) whose word about a caller counts. */
export type TrustedProxies = (address: string) => boolean

/** Throws a `TypeError` for what is neither an address nor a network. */
export function trustProxies(proxies: readonly string[]): TrustedProxies {
  if (proxies.length === 0) return () => false
  const list = new BlockList()
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/')
    const family = familyOf(address)
    if (family === null) throw new TypeError(`"${proxy}" is neither an address nor a network`)
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return (address) => {
    const family = familyOf(address)
    return family !== null && list.check(address, family)
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  const version = isIP(address)
  return version === 0 ? null : version === 4 ? 'ipv4' : 'ipv6'
}

/**
 * The address of the caller: that of the connection, or, where the connection is a trusted proxy's, the last
 * one in `X-Forwarded-For` that is not. `null` where the server did not say.
 */
export function callerAddress(request: Request, isTrusted: TrustedProxies): string | null {
  const connection = connections.get(request)
  if (connection === undefined) return null
  if (!isTrusted(connection)) return connection
  const hops = (request.headers.get('x-forwarded-for') ?? '').split(',').map((hop) => plain(hop.trim()))
  const caller = hops.findLast((hop) => isIP(hop) !== 0 && !isTrusted(hop))
  return caller ?? connection
}

/** An IPv4 address that came over an IPv6 socket. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '')

/** What limits are counted by: an IPv4 address, or the /64 network that one IPv6 customer has to themself. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length)
  const groups = [...first, ...Array.from({ length: zeros }, () => '0'), ...last]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
