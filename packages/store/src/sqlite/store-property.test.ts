import { join } from 'node:path'
import { storeProperty } from '@todo/testing/store-property'
import { temporaryFolder } from '@todo/testing/temporary-folder'
import { createMemoryStore } from '../memory/store.ts'
import { openSqliteStore } from './store.ts'

const folder = temporaryFolder()

storeProperty('the memory and the SQLite store', {
  memory: async () => createMemoryStore(),
  sqlite: async () => openSqliteStore(join(folder, 'todo.db')),
})
