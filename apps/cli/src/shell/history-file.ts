import { appendFile, chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

const keptMax = 1000

/** The lines typed in earlier shells, the newest first. What cannot be read is an empty history: it is a comfort only. */
export async function readLineHistory(path: string): Promise<string[]> {
  try {
    const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')
    const kept = lines.slice(-keptMax)
    if (lines.length > keptMax * 2) await writeFile(path, `${kept.join('\n')}\n`, { mode: 0o600 })
    return kept.reverse()
  } catch {
    return []
  }
}

/** Adds a line to the history; a folder that cannot be written must not stop the shell. */
export async function appendLineHistory(path: string, line: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await appendFile(path, `${line}\n`, { mode: 0o600 })
    await chmod(path, 0o600)
  } catch {}
}
