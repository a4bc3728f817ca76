import { fileURLToPath } from 'node:url'
import { type AiServiceConfig, ConfigError, loadAiServiceConfig } from '@todo/config'
import { createPool } from '@todo/store/postgres'
import { createLog, standardOutput } from '@todo/telemetry'
import { createApp } from './app.ts'
import { createRemoteAccess } from './remote-access.ts'
import { serve } from './serve.ts'

/** The assistant as a service of its own, behind which the backend stands. */
async function main(): Promise<void> {
  const folder = fileURLToPath(new URL('../../../config', import.meta.url))
  const config = loadAiServiceConfig({ env: process.env, folder })
  const log = createLog(config.log_level, standardOutput())
  const access = createRemoteAccess({
    backendUrl: config.backend_url,
    publicUrl: config.public_url,
    exchangeSecret: config.exchange_secret,
  })
  const { public_url: publicUrl, allowed_origins: allowedOrigins } = config
  const pool = openDatabase(config)
  const chat = pool && { chat: { pool, model: config.openai, settings: config.chat } }
  const serving = await serve(createApp({ access, publicUrl, allowedOrigins, log, ...chat }), config)
  log.info('listening', { host: config.host, port: serving.port })
  process.stdout.write(`Ready at http://${config.host}:${serving.port}\n`)
  const end = async (): Promise<void> => {
    await serving.stop()
    await pool?.end()
    log.info('stopped')
  }
  const stop = (): void => void end()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

/** For the chat; `null` where there is to be none. */
function openDatabase({ database, exchange_secret }: AiServiceConfig) {
  if (database.url === null) return null
  if (exchange_secret === null) {
    throw new ConfigError([
      'TOKEN_EXCHANGE_SECRET (exchange_secret) is not set, and the chat acts for people by it: set it here and at the backend',
    ])
  }
  return createPool({ url: database.url, poolSize: database.pool_size, applicationName: 'todo-ai-service' })
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
