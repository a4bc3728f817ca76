import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A folder for the tests of one file, gone at their end. Call it at the top of the file or of a `describe`. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'todo-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
