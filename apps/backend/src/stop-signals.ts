import type { Patience } from '@todo/http'

/** For who presses a key and waits: what is running or on its way is still answered, quiet connections are not waited for. */
const hurried: Patience = { quietMs: 100 }

/** Stops in order at the first signal, and at once at the second. `fail` is told of a stop that did not succeed. */
export function stopOnSignals(
  stop: (patience: Patience) => Promise<void>,
  fail: (error: unknown) => void,
): void {
  let isStopping = false
  const begin = (patience: Patience): void => {
    if (isStopping) process.exit(130)
    isStopping = true
    stop(patience).catch(fail)
  }
  process.on('SIGINT', () => begin(hurried))
  process.on('SIGTERM', () => begin({}))
  process.on('SIGHUP', () => begin({}))
}
