import { startHangingProxy } from '@todo/testing/hanging-proxy'
import { startTestPostgres } from '@todo/testing/postgres'
import { expect, onTestFinished, test } from 'vitest'
import { cold, createPool, Database, type PreparedMode } from './database.ts'

async function behindProxy(prepared: PreparedMode) {
  const { url, drop } = await (await startTestPostgres()).freshDatabase()
  const proxy = await startHangingProxy(url)
  const pool = createPool({
    url: proxy.url,
    poolSize: 1,
    prepared,
    statementTimeoutMs: 500,
    connectTimeoutMs: 500,
  })
  onTestFinished(async () => {
    await proxy.stop()
    await pool.end()
    await drop()
  })
  return { proxy, database: new Database(pool, prepared) }
}

test.each(['auto', 'off'] as const)(
  'a database that hangs cannot be reached, and is used again (%s)',
  async (mode) => {
    const { proxy, database } = await behindProxy(mode)
    const ask = () => database.query(cold('SELECT 1'), [])
    expect(await ask()).toEqual([['1']])
    proxy.hang()
    await expect(ask()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await expect(ask()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    proxy.goOn()
    expect(await ask()).toEqual([['1']])
  },
)

test('a transaction in a database that hangs ends, and gives its connection up', async () => {
  const { proxy, database } = await behindProxy('auto')
  const transaction = database.transaction(async (queryable) => {
    await queryable.query(cold('SELECT 1'), [])
    proxy.hang()
    return queryable.query(cold('SELECT 2'), [])
  })
  await expect(transaction).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  proxy.goOn()
  expect(await database.query(cold('SELECT 3'), [])).toEqual([['3']])
})
