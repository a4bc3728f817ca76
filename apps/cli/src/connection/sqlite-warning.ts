import process from 'node:process'

/**
 * Node 22 calls its SQLite experimental, each time it is loaded. This drops that one warning and lets every
 * other through. To be called before `node:sqlite` is imported.
 */
export function silenceSqliteWarning(): void {
  const { emitWarning } = process
  const filtered = (warning: string | Error, ...rest: unknown[]): void => {
    const text = typeof warning === 'string' ? warning : warning.message
    if (rest[0] === 'ExperimentalWarning' && text.includes('SQLite')) return
    Reflect.apply(emitWarning, process, [warning, ...rest])
  }
  Object.assign(process, { emitWarning: filtered })
}
