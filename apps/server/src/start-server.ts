import type { RequestListener } from 'node:http'
import { fileURLToPath } from 'node:url'
import { type AiService, createApp as createAiService, listenerFor } from '@todo/ai-service'
import {
  answerStarting,
  type Backend,
  createApp,
  type Front,
  isOpenDoor,
  type Listening,
  listen,
  type Served,
  showMetrics,
} from '@todo/backend'
import { type LoadedConfig, loadConfig, loadRoutes } from '@todo/config'
import { createInProcessBus } from '@todo/events'
import { createPostgresBus } from '@todo/events/postgres'
import { createApp as createFrontend, type Frontend } from '@todo/frontend'
import { createPool, createPostgresStore, migrate } from '@todo/store/postgres'
import { keepReserve } from '@todo/store/postgres/embedded'
import { createLog, createMetrics, type Log, type Metrics, standardOutput } from '@todo/telemetry'
import { type OpenedDatabase, openDatabase } from './open-database.ts'

export type StartInput = {
  env: Readonly<Record<string, string | undefined>>
  /** Says in one line what is being done. */
  print(line: string): void
  /** Cuts short what takes long at a first start: the building of the web app. */
  signal?: AbortSignal
}

export type RunningServer = {
  /** Where a browser on this machine finds it. */
  address: string
  /** Lets running requests finish, then closes everything, the database last. */
  stop: Listening['stop']
}

type Closing = () => Promise<void>
type Connected = { backend: Backend; pool: ReturnType<typeof createPool> }
type Ground = { config: LoadedConfig; metrics: Metrics; log: Log }

const configFolder = fileURLToPath(new URL('../../../config', import.meta.url))

/**
 * Starts everything on one address: the database where none is configured, the migrations, the API. The address
 * is taken first, so that a port in use ends the start before anything else was touched. Rejects with the error
 * of the part that failed, after closing the others.
 */
export async function startServer({ env, print, signal }: StartInput): Promise<RunningServer> {
  const config = loadConfig({ env, folder: configFolder })
  const frontend = createFrontend({ print })
  const door = await openDoor(config, frontend)
  const behind: Closing[] = []
  const stop: Listening['stop'] = async (patience) => {
    await door.listening.stop(patience)
    for (const close of behind.splice(0).reverse()) await close()
  }
  try {
    const database = await openDatabase(config, print)
    behind.push(() => database.close())
    await migrateDatabase(database.directUrl, print)
    const metrics = createMetrics()
    behind.push(await showMetrics(metrics, config.observability))
    const log = createLog(config.log_level, standardOutput())
    const connected = connectBackend({ config, metrics, log }, database, behind)
    door.serve(connected.backend, connectAiService(connected, { config, metrics, log }))
    const address =
      config.server.public_url ?? `http://${hostName(config.server.host)}:${door.listening.port}`
    await startFrontend(frontend, { behind, print, signal })
    warnAboutOpenDoor(config, print)
    print(`Ready at ${address} (Ctrl-C stops it)`)
    return { address, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Listens at once and answers 503 until there is something to serve. */
async function openDoor(
  { server }: LoadedConfig,
  frontend: Frontend,
): Promise<{ listening: Listening; serve(backend: Backend, aiService: AiService): void }> {
  const served: Served = { fetch: answerStarting }
  const assistant: Pick<AiService, 'fetch'> & Partial<AiService> = { fetch: answerStarting }
  const answerAgents = listenerFor(assistant)
  const listening = await listen(served, server, besideApi(frontend, answerAgents))
  return {
    listening: {
      ...listening,
      stop: async (patience) => {
        await Promise.all([listening.stop(patience), assistant.close?.()])
      },
    },
    serve({ fetch, realtime }, aiService) {
      Object.assign(served, { fetch, realtime })
      Object.assign(assistant, aiService)
    },
  }
}

/** Who answers what, by the file that says so for every deployment; what is no path is the API's. */
function besideApi(frontend: Frontend, answerAgents: RequestListener): Front {
  const serviceOf = loadRoutes(configFolder)
  const own = new Set(['/health', '/ready'])
  return (api) => (request, response) => {
    const [pathname = ''] = (request.url ?? '').split('?', 1)
    const service = pathname.startsWith('/') && !own.has(pathname) ? serviceOf(pathname) : 'backend'
    if (service === 'frontend') frontend.handle(request, response)
    else if (service === 'ai-service') answerAgents(request, response)
    else api(request, response)
  }
}

/** In one process it uses the backend's own parts; over HTTP it would ask the same of the same. */
function connectAiService({ backend, pool }: Connected, { config, ...watch }: Ground): AiService {
  const { inside } = backend
  const { public_url: publicUrl, allowed_origins: allowedOrigins, port } = config.server
  // A free port is known only once it was taken, and then agents can be let in by key alone.
  const baseUrl = publicUrl === null && port === 0 ? null : inside.baseUrl
  const chat = { pool, model: config.openai, settings: config.chat }
  return createAiService({ access: inside, publicUrl, baseUrl, allowedOrigins, chat, ...watch })
}

/** The API is served already. Without the web app it stays so, and the pages say why. */
async function startFrontend(
  frontend: Frontend,
  {
    behind,
    print,
    signal,
  }: { behind: Closing[]; signal: AbortSignal | undefined } & Pick<StartInput, 'print'>,
): Promise<void> {
  behind.push(() => frontend.close())
  const cutShort = (): void => void frontend.close()
  signal?.addEventListener('abort', cutShort)
  try {
    await frontend.start()
  } catch (error) {
    if (!signal?.aborted) print(error instanceof Error ? error.message : String(error))
  } finally {
    signal?.removeEventListener('abort', cutShort)
  }
}

async function migrateDatabase(url: string, print: (line: string) => void): Promise<void> {
  const { applied } = await migrate(url)
  if (applied.length > 0) print(`Brought the database up to date: ${applied.join(', ')}`)
}

function connectBackend(
  { config, metrics, log }: Ground,
  database: OpenedDatabase,
  behind: Closing[],
): Connected {
  const { url, pool_size, prepared } = config.database
  const pool = createPool({
    url: database.url,
    poolSize: pool_size,
    prepared,
    applicationName: 'todo-server',
  })
  const admit = database.folder === null ? {} : { admit: keepReserve(database.folder) }
  const store = createPostgresStore({ pool, prepared, ...admit })
  behind.push(async () => {
    await store.close()
    await pool.end()
  })
  // A database of its own has one server; one that was given may have several.
  const onError = (): void => log.warn('the bus lost its connection, or a listener failed')
  const bus = url === null ? createInProcessBus() : createPostgresBus({ url: database.directUrl, onError })
  behind.push(() => bus.close())
  const backend = createApp({ config, store, pool, bus, log, metrics })
  behind.push(async () => backend.close())
  return { backend, pool }
}

function warnAboutOpenDoor(config: LoadedConfig, print: (line: string) => void): void {
  if (!isOpenDoor(config)) return
  print(
    `Warning: ${config.server.host} can be reached from other machines, and anyone who reaches it can register.`,
  )
  print('         REGISTRATION=closed stops that.')
}

/** A name for a link: the addresses that mean "all of them" cannot be opened. */
function hostName(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
