import { setTimeout as sleep } from 'node:timers/promises'
import { startTestPostgres } from '@todo/testing/postgres'
import { afterAll, expect, test } from 'vitest'
import { cold, createPool, Database } from './database.ts'

const { freshDatabase } = await startTestPostgres()
const { url, drop } = await freshDatabase()
const pool = createPool({ url, poolSize: 2 })
const database = new Database(pool, 'auto')

afterAll(async () => {
  await pool.end()
  await drop()
})

test('a connection that is cut between two statements of a transaction fails the call, and not the process', async () => {
  const cut = database.transaction(async (queryable) => {
    const [row] = await queryable.query(cold('SELECT pg_backend_pid()'), [])
    await database.query(cold('SELECT pg_terminate_backend($1)'), [row?.[0]])
    // Long enough for the driver to hear of it while it has nothing to do.
    await sleep(50)
    return queryable.query(cold('SELECT 1'), [])
  })
  await expect(cut).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  expect(await database.query(cold('SELECT 1'), [])).toEqual([['1']])
})
