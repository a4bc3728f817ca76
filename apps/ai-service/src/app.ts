import type { HttpBindings } from '@hono/node-server'
import type { ModelConfig } from '@todo/assistant/agent'
import {
  checkAddress,
  describeError,
  HttpError,
  problemResponse,
  protectedResource,
  protectedResourcePath,
  type RequestIdVariables,
  requestId,
  securityHeaders,
} from '@todo/http'
import type { Log, Metrics } from '@todo/telemetry'
import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Pool } from 'pg'
import type { Access } from './access.ts'
import type { ChatConfig } from './chat/chat.ts'
import { chatPath, createChatRoutes } from './chat/routes.ts'
import { credentialOf, mcpPath } from './credential.ts'
import { createMcp } from './mcp.ts'
import { refuseOtherOrigins } from './origin.ts'

export type AiServiceInput = {
  access: Access
  /** Where people and programs reach the whole, as configured: pages of it may call. */
  publicUrl: string | null
  /** What tokens and metadata say of that; where nothing is known, wherever a request says that it went. */
  baseUrl?: string | null
  /** Origins whose pages may call, in lower case. */
  allowedOrigins: readonly string[]
  /** What the chat needs: a database with our migrations, and a model. Without it there is no chat. */
  chat?: { pool: Pool; model: ModelConfig; settings: ChatConfig }
  log: Log
  /** Where requests are counted. */
  metrics?: Pick<Metrics, 'request'>
  now?: () => number
  /** How often it is looked whether the credential of an open stream still counts. */
  lookEveryMs?: number
}

type AppEnv = { Bindings: HttpBindings; Variables: RequestIdVariables }

export type AiService = {
  /** The service as a web-standard handler, for any server or for another app to mount. */
  fetch: Hono<AppEnv>['fetch']
  /** Forgets what is old, as it does by itself every hour. */
  retain(): Promise<void>
  /** Ends what runs beside requests: streams that wait for changes. */
  close(): Promise<void>
}

/** What models and agents talk to. It reaches tasks through `access` alone. */
export function createApp({
  access,
  publicUrl,
  baseUrl: known = null,
  allowedOrigins,
  log,
  metrics,
  chat,
  now = Date.now,
  ...rest
}: AiServiceInput): AiService {
  const app = new Hono<AppEnv>()
  const mcp = createMcp({ access, log, now, ...rest })
  const baseUrl = (c: Context<AppEnv>): string =>
    (known ?? publicUrl ?? new URL(c.req.url).origin).replace(/\/+$/, '')
  app.use(requestId(), observe(log, metrics), headers(), checkAddress())
  if (allowedOrigins.length > 0) app.use(cors({ origin: [...allowedOrigins], exposeHeaders, maxAge: 600 }))
  app.notFound((c) => problemResponse(new HttpError('NOT_FOUND'), c.get('requestId')))
  app.onError((error, c) => {
    const { problem } = describeError(error)
    if (problem.status >= 500)
      log.error('a request failed', { request_id: c.get('requestId'), code: problem.code })
    return problemResponse(error, c.get('requestId'))
  })
  app.get('/health', (c) => c.json({ status: 'ok' }))
  app.get(protectedResourcePath, (c) => {
    c.header('Cache-Control', 'public, max-age=300')
    c.header('Access-Control-Allow-Origin', '*')
    return c.json(protectedResource(baseUrl(c)))
  })
  app.all(mcpPath, async (c) => {
    access.admit(c.req.raw)
    refuseOtherOrigins(c.req.raw, { publicUrl, allowedOrigins })
    const credential = await credentialOf(c.req.raw, access.verify, baseUrl(c))
    access.count(credential.principal)
    return mcp.fetch(c.req.raw, credential, c.get('requestId'))
  })
  const talk = chat ? createChatRoutes({ ...chat, access, log, now }) : null
  if (talk) app.route(chatPath, talk.app)
  const close = async (): Promise<void> => {
    await Promise.all([mcp.close(), talk?.close()])
  }
  const retain = async (): Promise<void> => talk?.retain()
  return { fetch: app.fetch, retain, close }
}

const exposeHeaders = [
  'WWW-Authenticate',
  'Mcp-Session-Id',
  'Retry-After',
  'X-Conversation-ID',
  'X-Request-Id',
  'X-Run-ID',
]

const routes = new Set(['/health', protectedResourcePath, mcpPath])

/** A line for each request. Its route alone: in an address there may be what a person wrote. */
function observe(log: Log, metrics: AiServiceInput['metrics']) {
  return async (c: Context<AppEnv>, next: () => Promise<void>): Promise<void> => {
    const began = performance.now()
    await next()
    const { method, path } = c.req
    const { status } = c.res
    const route = routes.has(path) ? path : ''
    const durationMs = performance.now() - began
    metrics?.request(route, method, status, durationMs / 1000)
    log.debug('request', {
      request_id: c.get('requestId'),
      method,
      route,
      status,
      duration_ms: Math.round(durationMs * 10) / 10,
    })
  }
}

function headers() {
  return (c: Context<AppEnv>, next: () => Promise<void>): Promise<void> => {
    for (const [name, value] of Object.entries(securityHeaders)) c.env.outgoing.setHeader(name, value)
    return next()
  }
}
