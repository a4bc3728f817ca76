import { fileURLToPath } from 'node:url'
import { loadAiServiceConfig } from '@todo/config'
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
  const serving = await serve(createApp({ access, publicUrl, allowedOrigins, log }), config)
  log.info('listening', { host: config.host, port: serving.port })
  process.stdout.write(`Ready at http://${config.host}:${serving.port}\n`)
  const stop = (): void => void serving.stop().then(() => log.info('stopped'))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
