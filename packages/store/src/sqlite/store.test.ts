import { join } from 'node:path'
import { storeSuite } from '@todo/testing/store-suite'
import { temporaryFolder } from '@todo/testing/temporary-folder'
import { openSqliteStore } from './store.ts'

const folder = temporaryFolder()
let files = 0

storeSuite('the SQLite store', async () => {
  files += 1
  return openSqliteStore(join(folder, `${files}.db`))
})
