import { type BackendInput, createApp, type Inside, listen } from '@todo/backend'
import { type Config, type LoadedConfig, parseConfig } from '@todo/config'
import type { Clock } from '@todo/core'
import { exchangeSecret } from '@todo/http'
import { createPool, createPostgresStore } from '@todo/store/postgres'
import { createLog, createMetrics } from '@todo/telemetry'
import { startTestPostgres } from '@todo/testing/postgres'
import { ApiDocument } from './document.ts'
import { createWritten } from './written.ts'

export type Api = {
  url: string
  databaseUrl: string
  /** What the AI service shows. */
  exchangeSecret: string
  /** For what only time or another release would do to the rows. */
  pool: ReturnType<typeof createPool>
  document: ApiDocument
  /** What a service in the same process works with. */
  inside: Inside
  /** Sends a request, and fails where it or its answer is not as the document says. */
  send: Send
  /** What the server logged, line by line. */
  logged: readonly string[]
  /** The same at every level, with a line for each request. */
  allLogged: readonly string[]
  /** What `/metrics` shows. */
  metrics(): Promise<string>
  /** How many sockets are open at the server. */
  sockets(): number
  /** Looks through the trash now, as is done every hour. */
  sweepTrash(): Promise<number>
  /** Forgets sessions that are over now, likewise. */
  sweepSessions(): Promise<number>
  /** Moves the server's clock on. */
  wait(ms: number): void
  /** Stops serving, as a process does at its end. */
  stop(): Promise<void>
}

export type Send = (path: string, init?: RequestInit) => Promise<Answer>

/** An answer that was read, so that it can be looked at twice. */
export type Answer = {
  status: number
  headers: Headers
  text: string
  body: unknown
}

type Options = {
  auth?: Partial<LoadedConfig['auth']>
  server?: Partial<Config['server']>
  smtp?: Config['smtp']
  databaseUrl?: string
  statementTimeoutMs?: number
} & Pick<BackendInput, 'bus' | 'realtime'>

const secret = 'a secret that is only used by the tests'

const fresh = async () => (await startTestPostgres()).freshDatabase()

/** The API over real HTTP on a PostgreSQL database of its own. */
export async function startApi(options: Options = {}): Promise<Api> {
  const database = options.databaseUrl === undefined ? await fresh() : null
  const url = database?.url ?? options.databaseUrl ?? ''
  const config = parseConfig('environment: development', {})
  const { statementTimeoutMs = 30_000 } = options
  const pool = createPool({ url, poolSize: 5, connectTimeoutMs: 2_000, statementTimeoutMs })
  const store = createPostgresStore({ pool })
  const logged: string[] = []
  const allLogged: string[] = []
  const written = createWritten()
  const metrics = createMetrics()
  let ahead = 0
  const clock: Clock = { now: () => Date.now() + ahead }
  const app = createApp({
    config: {
      ...config,
      server: { ...config.server, rate_limit: 'relaxed', ...options.server },
      ...(options.smtp && { smtp: options.smtp }),
      auth: { ...config.auth, jwt_secret: secret, ...options.auth },
    },
    store,
    pool,
    ...(options.bus && { bus: options.bus }),
    ...(options.realtime && { realtime: options.realtime }),
    clock,
    metrics,
    log: createLog('DEBUG', (line) => {
      allLogged.push(line)
      if (!line.includes('"level":"DEBUG"')) logged.push(line)
    }),
  })
  const server = await listen(app, { host: '127.0.0.1', port: 0 })
  const address = `http://127.0.0.1:${server.port}`
  const document = ApiDocument.parse(await (await fetch(`${address}/api/openapi.json`)).text())
  return {
    url: address,
    databaseUrl: url,
    exchangeSecret: exchangeSecret({ exchange_secret: null, jwt_secret: secret }),
    pool,
    document,
    inside: app.inside,
    send: async (path, init) => {
      written.sent(init)
      const answer = await checked(document, address, path, init)
      written.answered(answer.body)
      return answer
    },
    logged,
    allLogged,
    metrics: metrics.text,
    sockets: app.realtime.count,
    sweepTrash: app.sweepTrash,
    sweepSessions: app.sweepSessions,
    wait: (ms) => {
      ahead += ms
    },
    async stop() {
      await server.stop({ quietMs: 0 })
      app.close()
      await store.close()
      await pool.end()
      await database?.drop()
      written.expectNoneIn(allLogged)
    },
  }
}

async function checked(
  document: ApiDocument,
  address: string,
  path: string,
  init: RequestInit = {},
): Promise<Answer> {
  const response = await fetch(address + path, init)
  const answer = await read(response)
  const operation = document.find(init.method ?? 'GET', new URL(address + path).pathname)
  if (!operation) return answer
  const problems = document.answerProblems(operation, answer)
  if (response.ok) {
    const body = typeof init.body === 'string' ? init.body : null
    const asked = { url: new URL(address + path), headers: new Headers(init.headers), body }
    problems.push(...document.requestProblems(operation, asked))
  }
  if (problems.length > 0) {
    throw new Error(`${operation.method} ${path} ${answer.status}: ${problems.join('; ')}\n${answer.text}`)
  }
  return answer
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : null,
  }
}
