import { fileURLToPath } from 'node:url'
import { ConfigError, type LoadedConfig, loadConfig } from '@todo/config'
import { createPostgresBus } from '@todo/events/postgres'
import type { Patience } from '@todo/http'
import { createPool, createPostgresStore, migrate } from '@todo/store/postgres'
import { createLog, createMetrics, standardOutput } from '@todo/telemetry'
import { createApp } from './app.ts'
import { listen } from './listen.ts'
import { isOpenDoor } from './open-door.ts'
import { showMetrics } from './show-metrics.ts'
import { stopOnSignals } from './stop-signals.ts'

/** The backend as a service of its own: configuration, wiring, listening, and a stop that loses no request. */
async function main(config: LoadedConfig): Promise<void> {
  const { url, direct_url, pool_size, prepared } = config.database
  if (url === null) throw new ConfigError(['DATABASE_URL (database.url) is not set'])
  await migrate(direct_url ?? url)
  const metrics = createMetrics()
  const hideMetrics = await showMetrics(metrics, config.observability)
  const pool = createPool({ url, poolSize: pool_size, prepared, applicationName: 'todo-backend' })
  const store = createPostgresStore({ pool, prepared })
  const log = createLog(config.log_level, standardOutput())
  const onError = (): void => log.warn('the bus lost its connection, or a listener failed')
  const bus = createPostgresBus({ url: direct_url ?? url, onError })
  const app = createApp({ config, store, pool, bus, log, metrics })
  const server = await listen(app, config.server)
  if (isOpenDoor(config))
    log.warn('anyone who reaches this address can register; REGISTRATION=closed stops that')
  log.info('listening', { host: config.server.host, port: server.port })
  const stop = async (patience: Patience): Promise<void> => {
    await server.stop(patience)
    app.close()
    await bus.close()
    await store.close()
    await pool.end()
    await hideMetrics()
    log.info('stopped')
  }
  stopOnSignals(stop, fail)
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

try {
  await main(
    loadConfig({ env: process.env, folder: fileURLToPath(new URL('../../../config', import.meta.url)) }),
  )
} catch (error) {
  fail(error)
}
