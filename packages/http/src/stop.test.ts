import { once } from 'node:events'
import { Agent, createServer, get, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
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
  const stopped = stop({ quietMs: 0 })
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
  await gracefulServer(server).stop({ graceMs: 10 })
  await refused
})

async function connected(url: string): Promise<Socket & { heard: () => string }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  await once(socket, 'connect')
  let heard = ''
  socket.on('data', (part) => {
    heard += String(part)
  })
  return Object.assign(socket, { heard: () => heard })
}

test('answers what comes over an open connection after it began, and says that the connection ends', async () => {
  const { server, url } = await listening((_, response) => response.end('answered'))
  const { stop } = gracefulServer(server)
  const [used, fresh, half] = await Promise.all([connected(url), connected(url), connected(url)])
  used.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(used, 'data')
  half.write('GET / HTTP/1.1\r\nHost: x\r\n')
  const stopped = stop()
  await sleep(100)
  half.write('\r\n')
  for (const socket of [used, fresh]) socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await Promise.all([used, fresh, half].map((socket) => once(socket, 'close')))
  for (const socket of [used, fresh, half]) {
    expect(socket.heard()).toMatch(/HTTP\/1.1 200 OK\r\nconnection: close\r\n(?:.+\r\n)+\r\nanswered$/)
  }
  await stopped
})

test('drops no request of clients that send one after another', async () => {
  const { server, url } = await listening((_, response) => setTimeout(() => response.end('x'), 1))
  const { stop } = gracefulServer(server)
  const agent = new Agent({ keepAlive: true })
  const trouble = new Set<string>()
  const ask = (): Promise<boolean> =>
    new Promise((resolve) => {
      const refused = (error: NodeJS.ErrnoException): void => {
        trouble.add(error.code ?? error.message)
        resolve(false)
      }
      const answered = (response: IncomingMessage): void => {
        response
          .resume()
          .on('end', () => resolve(true))
          .on('error', refused)
      }
      get(url, { agent }, answered).on('error', refused)
    })
  const client = async (): Promise<void> => {
    while (await ask()) if (Math.random() < 0.3) await sleep(Math.random() * 20)
  }
  const clients = Array.from({ length: 16 }, client)
  await sleep(100)
  await stop({ quietMs: 200 })
  await Promise.all(clients)
  expect([...trouble]).toEqual(['ECONNREFUSED'])
  agent.destroy()
})
