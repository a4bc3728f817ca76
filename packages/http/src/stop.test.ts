import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { gracefulServer } from './stop.ts'

function listening(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener)
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({ server, url: `http://127.0.0.1:${portOf(server.address())}` }),
    )
  })
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0

test('lets a running request finish, takes no new one, and does not wait for idle connections', async () => {
  let arrived: () => void = () => undefined
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve
  })
  let finish: () => void = () => undefined
  const { server, url } = await listening((request, response) => {
    if (request.url === '/slow') finish = () => response.end('done')
    else response.end('quick')
    arrived()
  })
  const { stop } = gracefulServer(server)
  const running = fetch(`${url}/slow`)
  await arrival
  await (await fetch(`${url}/quick`)).text()
  const stopped = stop()
  expect(stop()).toBe(stopped)
  await expect(fetch(`${url}/quick`)).rejects.toThrow()
  finish()
  expect(await (await running).text()).toBe('done')
  await stopped
})

test('cuts off what takes longer than it may', async () => {
  let arrived: () => void = () => undefined
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const { server, url } = await listening(() => arrived())
  const hanging = fetch(url)
  await arrival
  const refused = expect(hanging).rejects.toThrow()
  await gracefulServer(server).stop(10)
  await refused
})
