import { spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { answerParent } from '../server/worker.ts'

type Next = {
  prepare(): Promise<void>
  getRequestHandler(): (...exchange: Parameters<Parameters<typeof createServer>[1] & object>) => Promise<void>
}
type CreateNext = (options: { dev: boolean; dir: string }) => Next

/** A Next page with nothing on it, in a process of its own. */
answerParent(async () => {
  const dir = join(import.meta.dirname, 'empty')
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const { status, stderr } = spawnSync(process.execPath, [next, 'build', dir], { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`The empty page was not built: ${stderr}`)
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  const createNext: CreateNext = createRequire(import.meta.url)('next')
  const app = createNext({ dev: false, dir })
  await app.prepare()
  const handle = app.getRequestHandler()
  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { port: typeof address === 'object' ? address?.port : 0 }
})
