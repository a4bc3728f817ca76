import { join } from 'node:path'
import { makeSpace, startTestPostgres } from '@todo/testing/postgres'
import { storeProperty } from '@todo/testing/store-property'
import { temporaryFolder } from '@todo/testing/temporary-folder'
import pg from 'pg'
import { afterAll } from 'vitest'
import { createMemoryStore } from '../memory/store.ts'
import { openSqliteStore } from '../sqlite/store.ts'
import { createPostgresStore } from './index.ts'

const { freshDatabase } = await startTestPostgres()
const { url, drop } = await freshDatabase()
const folder = temporaryFolder()
const pool = new pg.Pool({ connectionString: url, max: 2 })

afterAll(async () => {
  await pool.end()
  await drop()
})

storeProperty(
  'memory, SQLite and PostgreSQL',
  {
    memory: async () => createMemoryStore(),
    sqlite: async () => openSqliteStore(join(folder, 'todo.db')),
    postgres: async () => createPostgresStore({ url }),
  },
  { prepare: (_store, scope) => makeSpace(pool, scope) },
)
