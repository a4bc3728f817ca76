import { fileURLToPath } from 'node:url'
import { loadFrontendConfig, loadRoutes } from '@todo/config'
import { createApp } from './host/create-app.ts'
import { serve } from './host/serve.ts'

const folder = fileURLToPath(new URL('../../../config', import.meta.url))
const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** The web app as a service of its own, in front of the others. */
async function main(): Promise<void> {
  const config = loadFrontendConfig({ env: process.env, folder })
  const frontend = createApp({ print })
  const serving = await serve({ config, serviceOf: loadRoutes(folder), frontend })
  const stop = async (): Promise<void> => {
    await Promise.all([serving.stop(), frontend.close()])
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  await frontend.start()
  print(`Ready at http://${config.host}:${serving.port}`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
