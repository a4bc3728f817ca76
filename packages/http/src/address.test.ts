import { expect, test } from 'vitest'
import { callerAddress, networkOf, rememberConnection, trustProxies } from './address.ts'

function requestFrom(connection: string | undefined, forwarded?: string): Request {
  const request = new Request(
    'http://localhost/',
    forwarded ? { headers: { 'x-forwarded-for': forwarded } } : {},
  )
  rememberConnection(request, connection)
  return request
}

const proxies = trustProxies(['10.0.0.1', '10.0.0.2', '172.16.0.0/12', 'fd00::/8'])

test.each([
  ['the connection', '192.0.2.1', undefined, '192.0.2.1'],
  ['the connection, where what it claims counts for nothing', '192.0.2.1', '198.51.100.7', '192.0.2.1'],
  ['what a trusted proxy saw', '10.0.0.1', '198.51.100.7', '198.51.100.7'],
  [
    'what the first of two trusted proxies saw, and not what was claimed to it',
    '10.0.0.2',
    '1.2.3.4, 198.51.100.7, 10.0.0.1',
    '198.51.100.7',
  ],
  [
    'not what stands before something that no proxy of ours wrote',
    '10.0.0.2',
    '1.2.3.4, unknown, 10.0.0.1',
    '10.0.0.1',
  ],
  ['the proxy, where what it added is no address', '10.0.0.1', '1.2.3.4, unknown', '10.0.0.1'],
  ['the proxy, where it added nothing', '10.0.0.1', '1.2.3.4, ', '10.0.0.1'],
  ['what a proxy saw that adds ports', '10.0.0.1', '1.2.3.4, 198.51.100.7:4711', '198.51.100.7'],
  ['what a proxy saw that adds ports, with IPv6', '10.0.0.1', '1.2.3.4, [2001:db8::1]:443', '2001:db8::1'],
  ['the first of a chain of which all are trusted', '10.0.0.1', '172.16.0.1, 10.0.0.2', '172.16.0.1'],
  ['the proxy, where it saw nothing that is an address', '10.0.0.1', 'unknown, _hidden', '10.0.0.1'],
  ['what a proxy of a trusted network saw', '172.20.3.4', '198.51.100.7', '198.51.100.7'],
  ['what a trusted proxy with an IPv6 address saw', 'fd00::1', '2001:db8::1', '2001:db8::1'],
  ['a proxy that only resembles a trusted one', '172.32.0.1', '198.51.100.7', '172.32.0.1'],
  ['IPv4 as such', '::ffff:192.0.2.1', undefined, '192.0.2.1'],
  ['nobody, where the server did not say', undefined, '198.51.100.7', null],
])('the caller is %s', (_, connection, forwarded, expected) => {
  expect(callerAddress(requestFrom(connection, forwarded), proxies)).toBe(expected)
})

test('a proxy that is no address is not trusted quietly', () => {
  expect(() => trustProxies(['proxy.example'])).toThrow(TypeError)
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s counts as %s', (address, expected) => {
  expect(networkOf(address)).toBe(expected)
})
