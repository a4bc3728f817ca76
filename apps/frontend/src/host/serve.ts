import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FindService, FrontendConfig } from '@todo/config'
import {
  answerClientErrors,
  gracefulServer,
  HttpError,
  type Patience,
  refuseUpgrade,
  requestIdOf,
} from '@todo/http'
import type { Frontend } from './create-app.ts'
import { createProxy, type WayTo } from './proxy.ts'

export type ServeInput = {
  config: FrontendConfig
  serviceOf: FindService
  frontend: Pick<Frontend, 'handle' | 'isReady'>
}

export type Serving = {
  port: number
  /** Takes no new request, and lets running ones finish. */
  stop(patience?: Patience): Promise<void>
}

/** Serves the pages, and hands everything else on to the service that answers it: browsers see one origin. */
export function serve({ config, serviceOf, frontend }: ServeInput): Promise<Serving> {
  const backend = createProxy(config.backend_url)
  const assistant = config.ai_service_url === null ? backend : createProxy(config.ai_service_url)
  const proxyFor = (request: IncomingMessage): WayTo | null => {
    const service = serviceOf(pathOf(request))
    return service === 'frontend' ? null : service === 'backend' ? backend : assistant
  }
  const server = createServer((request, response) => {
    if (answerProbe(request, response, frontend)) return
    const proxy = proxyFor(request)
    if (proxy) proxy.pass(request, response)
    else frontend.handle(request, response)
  })
  server.on('upgrade', (request, socket, head) => {
    const proxy = proxyFor(request)
    if (proxy) proxy.passUpgrade(request, socket, head)
    else refuseUpgrade(socket, new HttpError('NOT_FOUND'), requestIdOf(undefined))
  })
  answerClientErrors(server)
  const { stop } = gracefulServer(server)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, () => {
      server.off('error', reject)
      resolve({ port: portOf(server.address()), stop })
    })
  })
}

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/'

/** `/health`: the process runs; `/ready`: there are pages. Whether the API is, its own probes say. */
function answerProbe(
  request: IncomingMessage,
  response: ServerResponse,
  { isReady }: Pick<Frontend, 'isReady'>,
): boolean {
  const path = pathOf(request)
  if (path !== '/health' && path !== '/ready') return false
  const isWell = path === '/health' || isReady()
  const status = path === '/health' ? 'ok' : isWell ? 'ready' : 'starting'
  response.writeHead(isWell ? 200 : 503, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify({ status }))
  return true
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0
