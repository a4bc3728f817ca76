import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { watchProcess } from './process-metrics.ts'

export type SignInResult = 'success' | 'failure' | 'refused' | 'error'

/** What a pool of connections can tell; `pg.Pool` is one. */
export type PoolFigures = {
  totalCount: number
  idleCount: number
  waitingCount: number
  options: { max: number }
}

/** What is counted. Names follow the semantic conventions in their Prometheus form; ours begin with `todo_`. */
export type Metrics = {
  /** A request that was answered; `route` is the pattern, never the path. */
  request(route: string, method: string, status: number, seconds: number): void
  signIn(result: SignInResult): void
  /** A request that a rate limit refused, by the limit's name. */
  refusal(policy: string): void
  watchPool(pool: PoolFigures): void
  watchSockets(count: () => number): void
  /** Memory, processor time and event-loop delay of this process, until `close`. */
  watchProcess(): void
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>
  contentType: string
  close(): void
}

/** The semantic conventions' buckets, in seconds, with finer ones below: a task is read in less than 5 ms. */
const durationBuckets = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
]

/** Any other method is one that a caller made up, and would be a series of its own. */
const methods = new Set(['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD', 'OPTIONS'])

/** Metrics in a registry of their own, so that two servers in one process do not share them. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const duration = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Duration of HTTP requests by route, method and status',
    labelNames: ['http_route', 'http_request_method', 'http_response_status_code'],
    buckets: durationBuckets,
    registers,
  })
  const signIns = new Counter({
    name: 'todo_sign_ins_total',
    help: 'Attempts to sign in, by result',
    labelNames: ['result'],
    registers,
  })
  const refusals = new Counter({
    name: 'todo_rate_limit_refusals_total',
    help: 'Requests that a rate limit refused, by the name of the limit',
    labelNames: ['policy'],
    registers,
  })
  let unwatch = (): void => {}
  return {
    request(http_route, method, http_response_status_code, seconds) {
      const http_request_method = methods.has(method) ? method : '_OTHER'
      duration.observe({ http_route, http_request_method, http_response_status_code }, seconds)
    },
    signIn: (result) => signIns.inc({ result }),
    refusal: (policy) => refusals.inc({ policy }),
    watchPool: (pool) => watchPool(registry, pool),
    watchSockets: (count) => watchSockets(registry, count),
    watchProcess() {
      unwatch = watchProcess(registry)
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
    close: () => unwatch(),
  }
}

function watchPool(registry: Registry, pool: PoolFigures): void {
  const registers = [registry]
  new Gauge({
    name: 'db_client_connection_count',
    help: 'Connections to the database, by state',
    labelNames: ['db_client_connection_state'],
    registers,
    collect() {
      this.set({ db_client_connection_state: 'used' }, pool.totalCount - pool.idleCount)
      this.set({ db_client_connection_state: 'idle' }, pool.idleCount)
    },
  })
  new Gauge({
    name: 'db_client_connection_max',
    help: 'Connections to the database at most',
    registers,
    collect() {
      this.set(pool.options.max)
    },
  })
  new Gauge({
    name: 'db_client_connection_pending_requests',
    help: 'Requests that wait for a connection to the database',
    registers,
    collect() {
      this.set(pool.waitingCount)
    },
  })
}

function watchSockets(registry: Registry, count: () => number): void {
  new Gauge({
    name: 'todo_sockets',
    help: 'Sockets that are open',
    registers: [registry],
    collect() {
      this.set(count())
    },
  })
}
