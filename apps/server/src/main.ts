import { stopOnSignals } from '@todo/backend'
import { explainFailure } from './explain-failure.ts'
import { startServer } from './start-server.ts'

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** `npm start`: the whole product in one process, until Ctrl-C. */
async function main(): Promise<void> {
  const cuttingShort = new AbortController()
  const starting = startServer({ env: process.env, print, signal: cuttingShort.signal })
  stopOnSignals(async (patience) => {
    print('Stopping … (Ctrl-C again to leave at once)')
    cuttingShort.abort()
    await (await starting).stop(patience)
    print('Stopped.')
  }, fail)
  await starting
}

function fail(error: unknown): void {
  process.stderr.write(`${explainFailure(error)}\n`)
  process.exit(1)
}

main().catch(fail)
