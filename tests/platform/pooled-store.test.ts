import { createPool, createPostgresStore } from '@todo/store/postgres'
import { makeSpace, startTestPostgres } from '@todo/testing/postgres'
import { storeSuite } from '@todo/testing/store-suite'
import { afterAll } from 'vitest'
import { startPgBouncer } from './pgbouncer.ts'

const database = await (await startTestPostgres()).freshDatabase()
const pooler = await startPgBouncer(database.url)
const url = pooler.url(database.url)

const pool = createPool({ url, prepared: 'off', poolSize: 3 })

for (const prepared of ['off', 'auto'] as const) {
  storeSuite(
    `the PostgreSQL store behind a pooler that knows no prepared statements, prepared: ${prepared}`,
    async () => createPostgresStore({ url, prepared }),
    { prepare: (_store, scope) => makeSpace(pool, scope) },
  )
}

afterAll(async () => {
  await pool.end()
  await pooler.stop()
  await database.drop()
})
