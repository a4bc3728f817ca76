import { startEmbeddedPostgres } from './start.ts'

/*
 * A server in a process of its own, for tests that kill it: prints one line of JSON when it is ready or refused,
 * and stops when its input ends.
 */

const [dataDir = ''] = process.argv.slice(2)

try {
  const server = await startEmbeddedPostgres({ dataDir, log: () => {} })
  console.log(JSON.stringify({ url: server.url }))
  process.stdin.resume().on('end', () => server.stop().then(() => process.exit(0)))
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : null
  console.log(JSON.stringify({ code, message: String(error) }))
  process.exit(1)
}
