import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const keptMax = 1000

/** The lines typed in earlier shells, the newest first. What cannot be read is an empty history: it is a comfort only. */
export function readLineHistory(path: string): string[] {
  try {
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
    const kept = lines.slice(-keptMax)
    if (lines.length > keptMax * 2) writeFileSync(path, `${kept.join('\n')}\n`, { mode: 0o600 })
    return kept.reverse()
  } catch {
    return []
  }
}

/** Adds a line to the history; a folder that cannot be written must not stop the shell. */
export function appendLineHistory(path: string, line: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    appendFileSync(path, `${line}\n`, { mode: 0o600 })
    chmodSync(path, 0o600)
  } catch {}
}
