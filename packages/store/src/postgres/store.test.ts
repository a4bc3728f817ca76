import { makeSpace, startTestPostgres } from '@todo/testing/postgres'
import { storeSuite } from '@todo/testing/store-suite'
import pg from 'pg'
import { afterAll } from 'vitest'
import { createPostgresStore } from './index.ts'

const { freshDatabase } = await startTestPostgres()
const { url, drop } = await freshDatabase()
const pool = new pg.Pool({ connectionString: url })
pool.on('error', () => {})

afterAll(async () => {
  await pool.end()
  await drop()
})

storeSuite('the PostgreSQL store', async () => createPostgresStore({ url }), {
  prepare: (_store, scope) => makeSpace(pool, scope),
})
