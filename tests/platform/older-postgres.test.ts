import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPool, migrate } from '@todo/store/postgres'
import { restoreBackup, writeBackup } from '@todo/store/postgres/backup'
import { locateBinaries } from '@todo/store/postgres/embedded'
import { startTestPostgres } from '@todo/testing/postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OtherPostgres, startOtherPostgres } from './other-postgres.ts'

let other: OtherPostgres
beforeAll(async () => {
  other = await startOtherPostgres()
})
afterAll(() => other.stop())

test('what an older PostgreSQL held is the same in a newer one', async () => {
  const { folder, url } = other
  const major = Number.parseInt(readFileSync(join(folder, 'data', 'PG_VERSION'), 'utf8'), 10)
  expect(major).toBeLessThan(locateBinaries().major)
  await migrate(url)
  const rows = 'SELECT t::text AS row FROM tasks t UNION ALL SELECT e::text FROM task_events e ORDER BY 1'
  const old = createPool({ url })
  await old.query(`INSERT INTO users (id, email) VALUES (gen_random_uuid(), 'ada@example.org')`)
  await old.query(`INSERT INTO tasks (space_id, user_id, number, title, title_key, position, search)
    SELECT id, id, n, 'Ä ' || n, 'a', 'a0', to_tsvector('simple', 'a word ' || n) FROM users, generate_series(1, 1000) n`)
  const before = (await old.query(rows)).rows
  const file = join(folder, 'todo.backup')
  expect((await writeBackup({ url, file })).postgres).toMatch(new RegExp(`^${major}\\.`))
  await old.end()

  const target = await (await startTestPostgres()).emptyDatabase()
  await restoreBackup({ url: target.url, file, replace: false })
  const restored = createPool({ url: target.url })
  expect((await restored.query(rows)).rows).toEqual(before)
  await restored.end()
  await target.drop()
})
