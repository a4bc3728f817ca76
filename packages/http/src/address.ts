import { BlockList, isIP } from 'node:net'

/** Which connection a request came over. Whatever stands between server and app need only pass the request on. */
const connections = new WeakMap<Request, string>()

/** Called by the server that took the request. */
export function rememberConnection(request: Request, address: string | undefined): void {
  if (address !== undefined) connections.set(request, address)
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

/** The address of the caller of a request that was remembered; `null` where the server did not say. */
export function callerAddress(request: Request, isTrusted: TrustedProxies): string | null {
  const connection = connections.get(request)
  if (connection === undefined) return null
  return callerBehind(connection, request.headers.get('x-forwarded-for'), isTrusted)
}

/**
 * The address of the connection or, where that is a trusted proxy's, the last one in `X-Forwarded-For` that is not.
 * Each proxy adds what it saw, so whatever stands before something that is no address may have been made up.
 */
export function callerBehind(
  connection: string,
  forwarded: string | null,
  isTrusted: TrustedProxies,
): string {
  let seen = plain(connection)
  const hops = forwarded === null ? [] : forwarded.split(',').map(addressOfHop)
  while (isTrusted(seen)) {
    const hop = hops.pop()
    if (hop === undefined || isIP(hop) === 0) return seen
    seen = hop
  }
  return seen
}

/** Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function addressOfHop(hop: string): string {
  const [, v6, v4] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(hop.trim()) ?? []
  return plain(v6 ?? v4 ?? hop.trim())
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
