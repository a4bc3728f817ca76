import { explainFailure } from './explain-failure.ts'
import { startServer } from './start-server.ts'

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** `npm start`: the whole product in one process, until Ctrl-C. */
async function main(): Promise<void> {
  let stopping: Promise<void> | undefined
  const cuttingShort = new AbortController()
  const stop = (): void => {
    if (stopping) process.exit(130)
    print('Stopping … (Ctrl-C again to leave at once)')
    cuttingShort.abort()
    stopping = starting.then((server) => server.stop()).then(() => print('Stopped.'))
    stopping.catch(fail)
  }
  const starting = startServer({ env: process.env, print, signal: cuttingShort.signal })
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  process.on('SIGHUP', stop)
  await starting
}

function fail(error: unknown): void {
  process.stderr.write(`${explainFailure(error)}\n`)
  process.exit(1)
}

main().catch(fail)
