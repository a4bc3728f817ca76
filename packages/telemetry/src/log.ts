import type { WriteLine } from './log-lines.ts'

type Level = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'
type Fields = Readonly<Record<string, string | number | boolean | null>>

export type Log = {
  debug(message: string, fields?: Fields): void
  info(message: string, fields?: Fields): void
  warn(message: string, fields?: Fields): void
  error(message: string, fields?: Fields): void
}

const levels: readonly Level[] = ['DEBUG', 'INFO', 'WARN', 'ERROR']

/** One JSON object a line. What is logged names no person: ids, routes, figures, and the text of our own errors. */
export function createLog(level: Level, write: WriteLine): Log {
  const at =
    (each: Level) =>
    (message: string, fields: Fields = {}): void => {
      if (levels.indexOf(each) < levels.indexOf(level)) return
      const line = JSON.stringify({ time: new Date().toISOString(), level: each, message, ...fields })
      write(`${line}\n`, each === 'WARN' || each === 'ERROR')
    }
  return { debug: at('DEBUG'), info: at('INFO'), warn: at('WARN'), error: at('ERROR') }
}
