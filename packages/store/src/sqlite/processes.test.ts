import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeScope, makeUser } from '@todo/testing/factories'
import { temporaryFolder } from '@todo/testing/temporary-folder'
import { describe, expect, test } from 'vitest'
import { openSqliteStore } from './store.ts'

const folder = temporaryFolder()
const program = fileURLToPath(new URL('./writer-process.ts', import.meta.url))

type Writer = { kill(): void; ended: Promise<{ kept: string[]; errors: string; code: number | null }> }

/** Starts a process that adds tasks; what it says has been kept. */
function startWriter(path: string, count: number, spaceId: string, onKept?: () => void): Writer {
  const child = spawn(process.execPath, [program, path, String(count), spaceId])
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    onKept?.()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const ended = new Promise<{ kept: string[]; errors: string; code: number | null }>((resolve) => {
    child.on('close', (code) => resolve({ kept: output.split('\n').slice(0, -1), errors, code }))
  })
  return { kill: () => child.kill('SIGKILL'), ended }
}

describe('several processes on one file', () => {
  test('ten that make it at once and add a hundred tasks each get the numbers 1 to 1000, without an error', async () => {
    const path = join(folder, 'new', 'ten.db')
    const scope = makeScope()
    const writers = Array.from({ length: 10 }, () => startWriter(path, 100, scope.spaceId))
    const ended = await Promise.all(writers.map((writer) => writer.ended))
    expect(ended.map(({ errors, code }) => [errors, code])).toEqual(ended.map(() => ['', 0]))
    const numbers = ended.flatMap(({ kept }) => kept.map(Number.parseFloat)).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1))
    const store = openSqliteStore(path)
    expect(await store.facts()).toMatchObject({ counts: { tasks: 1000, events: 1000 }, problems: [] })
    await store.close()
  })

  test('killed at any moment lose nothing that they said was kept', async () => {
    const path = join(folder, 'killed.db')
    const scope = makeScope()
    const kept: string[] = []
    for (let round = 0; round < 6; round += 1) {
      let said = 0
      const enough = 5 + Math.floor(Math.random() * 60)
      const writers: Writer[] = []
      const killAll = (): void => {
        for (const writer of writers) writer.kill()
      }
      const onKept = (): void => {
        said += 1
        if (said >= enough) setTimeout(killAll, Math.random() * 5)
      }
      writers.push(
        startWriter(path, 1e6, scope.spaceId, onKept),
        startWriter(path, 1e6, scope.spaceId, onKept),
      )
      for (const writer of writers) kept.push(...(await writer.ended).kept)
      const store = openSqliteStore(path)
      const { todo } = makeUser(store, { scope })
      const found = new Set<string>()
      let cursor: string | undefined
      do {
        const page = await todo.list({ sort: 'number', limit: 1000, ...(cursor && { cursor }) })
        for (const { number, title } of page.tasks) found.add(`${number} ${title}`)
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(kept.filter((line) => !found.has(line))).toEqual([])
      expect((await store.facts()).problems).toEqual([])
      await store.close()
    }
    expect(kept.length).toBeGreaterThan(30)
    expect(readFileSync(path).subarray(0, 15).toString()).toBe('SQLite format 3')
  })
})
