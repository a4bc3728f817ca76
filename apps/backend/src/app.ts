import { checkAddress, requestId } from '@todo/http'
import type { Hono } from 'hono'
import { cors } from 'hono/cors'
import type { BackendInput, Deps } from './deps.ts'
import type { AppEnv } from './environment.ts'
import { handleErrors } from './handle-errors.ts'
import { createInside, type Inside } from './inside.ts'
import { limitRequests } from './limits/limit-requests.ts'
import { observeRequests } from './observe-requests.ts'
import { createRouter, type Router } from './openapi.ts'
import { addMailPages } from './pages/mail.ts'
import { addReference } from './pages/reference.ts'
import { createRealtime, type Realtime } from './realtime/realtime.ts'
import { retain } from './retention.ts'
import { addAccount } from './routes/account.ts'
import { addAccountExport } from './routes/account-export.ts'
import { addAgents } from './routes/agents.ts'
import { addApiKeys } from './routes/api-keys.ts'
import { addAuth } from './routes/auth.ts'
import { addBatch } from './routes/batch.ts'
import { addCredential } from './routes/credential.ts'
import { addDevice } from './routes/device.ts'
import { addDevices } from './routes/devices.ts'
import { addDocument } from './routes/document.ts'
import { addHealth } from './routes/health.ts'
import { addHistory } from './routes/history.ts'
import { addInterchange } from './routes/interchange.ts'
import { addKeys } from './routes/keys.ts'
import { addMail } from './routes/mail.ts'
import { addOAuth } from './routes/oauth.ts'
import { addProposals } from './routes/proposals.ts'
import { addQuick } from './routes/quick.ts'
import { addRealtime } from './routes/realtime.ts'
import { addSync } from './routes/sync.ts'
import { addTags } from './routes/tags.ts'
import { addTask } from './routes/task.ts'
import { addTasks } from './routes/tasks.ts'
import { addTokenExchange } from './routes/token-exchange.ts'
import { addTrash } from './routes/trash.ts'
import { addUndo } from './routes/undo.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { wireDeps } from './wire-deps.ts'

export type Backend = {
  /** The API as a web-standard handler, for any server or for another app to mount. */
  fetch: Hono<AppEnv>['fetch']
  /** The sockets: upgrades go here, and they are closed when the server stops. */
  realtime: Realtime
  /** For a service in the same process. */
  inside: Inside
  /** Ends for good what the trash has kept for long enough; it is done every hour by itself. */
  sweepTrash(): Promise<number>
  /** Forgets sessions that are over; likewise. */
  sweepSessions(): Promise<number>
  /** Ends what runs beside requests. */
  close(): void
}

/** Wires the API on a store and a pool that the caller opened, migrated, and closes. */
export function createApp(input: BackendInput): Backend {
  const deps = wireDeps(input)
  const router = createRouter()
  router.use(requestId(), observeRequests(deps), addSecurityHeaders())
  allowOrigins(router, deps)
  router.use(limitRequests(deps), checkAddress())
  handleErrors(router, deps.log)
  addAuth(router, deps)
  addCredential(router, deps)
  addMail(router, deps)
  addDevice(router, deps)
  addAccount(router, deps)
  addAccountExport(router, deps)
  addApiKeys(router, deps)
  addAgents(router, deps)
  addOAuth(router, deps)
  addTokenExchange(router, deps)
  addDevices(router, deps)
  addTasks(router, deps)
  addQuick(router, deps)
  addBatch(router, deps)
  addTask(router, deps)
  addUndo(router, deps)
  addHistory(router, deps)
  addProposals(router, deps)
  addSync(router, deps)
  addRealtime(router, deps)
  addTags(router, deps)
  addTrash(router, deps)
  addInterchange(router, deps)
  addHealth(router, deps)
  addKeys(router, deps)
  addMailPages(router, deps)
  addDocument(router)
  addReference(router)
  const realtime = createRealtime(deps, input.realtime)
  deps.metrics.watchPool(deps.pool)
  deps.metrics.watchSockets(realtime.count)
  const retention = retain(deps)
  const close = (): void => {
    retention.close()
    deps.sessions.close()
    deps.requestLimits.close()
  }
  const { sweepTrash, sweepSessions } = retention
  return { fetch: router.fetch, realtime, inside: createInside(deps), sweepTrash, sweepSessions, close }
}

/** Pages of other origins may call the API only where the configuration names them. */
function allowOrigins(router: Router, { config }: Deps): void {
  const { allowed_origins: origins } = config.server
  if (origins.length === 0) return
  const exposeHeaders = [
    'ETag',
    'Idempotency-Replayed',
    'RateLimit',
    'RateLimit-Policy',
    'Retry-After',
    'X-Operation-Id',
    'X-Request-Id',
  ]
  router.use(cors({ origin: origins, exposeHeaders, maxAge: 600 }))
}
