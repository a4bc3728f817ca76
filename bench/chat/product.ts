import { fileURLToPath } from 'node:url'
import { createApp as createAiService } from '@todo/ai-service'
import { createApp, listen } from '@todo/backend'
import { loadConfig } from '@todo/config'
import { createPool, createPostgresStore, migrate } from '@todo/store/postgres'
import { createLog, createMetrics } from '@todo/telemetry'
import { serve } from '../../apps/ai-service/src/serve.ts'
import { answerParent } from '../server/worker.ts'

export type ProductInput = { databaseUrl: string; folder: string }
export type ProductPorts = { api: number; assistant: number }

/** The API and what models and agents talk to in one process, as the all-in-one server has them, without the web app. */
answerParent(async ({ databaseUrl, folder }: ProductInput): Promise<ProductPorts> => {
  const env = {
    TODO_ENV: 'production',
    DATABASE_URL: databaseUrl,
    TODO_DATA_DIR: folder,
    JWT_SECRET: 'a secret that only the benchmarks use, of one run',
    RATE_LIMIT_ACCOUNT: '1000000',
    RATE_LIMIT_ADDRESS: '1000000',
  }
  const config = loadConfig({ env, folder: fileURLToPath(new URL('../../config', import.meta.url)) })
  await migrate(databaseUrl)
  const pool = createPool({ ...config.database, url: databaseUrl })
  const log = createLog('ERROR', () => undefined)
  const metrics = createMetrics()
  const backend = createApp({ config, store: createPostgresStore({ pool }), pool, log, metrics })
  const aiService = createAiService({
    access: backend.inside,
    publicUrl: null,
    allowedOrigins: [],
    // People of the figures say more in a minute than one is let say.
    chat: { pool, model: config.openai, settings: { ...config.chat, messages_per_minute: 1_000_000 } },
    log,
    metrics,
  })
  const place = { host: '127.0.0.1', port: 0 }
  const [api, assistant] = await Promise.all([listen(backend, place), serve(aiService, place)])
  return { api: api.port, assistant: assistant.port }
})
