import { createServer, type ServerResponse } from 'node:http'
import type { Metrics } from './metrics.ts'

export type MetricsListener = { port: number; stop(): Promise<void> }

type Shown = Pick<Metrics, 'text' | 'contentType'>

/**
 * Answers `GET /metrics` on an address of its own, which nothing routes to from outside. Port 0 takes a free one.
 * Rejects with the system's error where the address is taken.
 */
export function serveMetrics(
  metrics: Shown,
  { host, port }: { host: string; port: number },
): Promise<MetricsListener> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0]
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    if (path === '/metrics' && isRead) void show(metrics, response)
    else response.writeHead(404).end()
  })
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  // To be looked at is no reason to go on: a start that fails elsewhere ends.
  server.unref()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      resolve({ port: typeof address === 'object' && address ? address.port : port, stop })
    })
  })
}

async function show(metrics: Shown, response: ServerResponse): Promise<void> {
  try {
    const text = await metrics.text()
    response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text)
  } catch {
    response.writeHead(500).end()
  }
}
