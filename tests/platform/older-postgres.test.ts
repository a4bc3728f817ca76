import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPool, migrate } from '@todo/store/postgres'
import { restoreBackup, writeBackup } from '@todo/store/postgres/backup'
import {
  type Cluster,
  identityFor,
  initCluster,
  launch,
  locateBinaries,
  makeSocketFolder,
  socketUrl,
  untilReady,
} from '@todo/store/postgres/embedded'
import { startTestPostgres } from '@todo/testing/postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { otherPostgres } from './programs.ts'

const folder = mkdtempSync(join(tmpdir(), 'todo-older-'))
chmodSync(folder, 0o777)
let stop = async (): Promise<void> => {}
let url = ''

beforeAll(async () => {
  const programs = otherPostgres()
  const pgdata = join(folder, 'data')
  const identity = identityFor(pgdata, [folder, programs])
  const binaries = {
    ...locateBinaries(),
    folder: programs,
    initdb: join(programs, 'initdb'),
    postgres: join(programs, 'postgres'),
  }
  const cluster: Cluster = { binaries, identity, pgdata, logFile: join(folder, 'log') }
  await initCluster(cluster, ['--no-sync'])
  const sockets = makeSocketFolder(pgdata, identity)
  const launched = launch(cluster, sockets, { fsync: 'off' })
  stop = async () => {
    process.kill(launched.pid, 'SIGQUIT')
    await launched.failed
    rmSync(sockets, { recursive: true, force: true })
  }
  const failure = await untilReady(cluster, launched)
  if (failure !== null) throw new Error(failure)
  url = socketUrl(sockets, 'postgres')
})

afterAll(async () => {
  await stop()
  rmSync(folder, { recursive: true, force: true })
})

test('what an older PostgreSQL held is the same in a newer one', async () => {
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
