import { registerHooks } from 'node:module'
import { Database, type Queryable } from '../../../packages/store/src/postgres/database.ts'

/*
 * Loaded before the server (`--import`): a build that writes each change by several statements and dies between two of
 * them. `FAULT_BUILD` says whether it keeps the transaction around them (`honest`) or forgets it (`forgetful`);
 * `FAULT_DIES_AFTER` names the table and after how many writes to it the process kills itself.
 */

const { FAULT_BUILD: build, FAULT_DIES_AFTER: diesAfter = '' } = process.env
const [table = '', count = '0'] = diesAfter.split(' ')
const insert = new RegExp(`INSERT INTO ${table}\\s`)
let left = Number(count)

/** The single statements that commit most changes cannot be cut in two, so none takes them here. */
const instead: Record<string, string> = {
  './commit-once.ts': './never-once.ts',
  './create-once.ts': './never-create.ts',
}
registerHooks({
  resolve(specifier, context, next) {
    const other = context.parentURL?.endsWith('/postgres/store.ts') ? instead[specifier] : undefined
    return other ? next(new URL(other, import.meta.url).href, context) : next(specifier, context)
  },
})

function mortal(queryable: Queryable): Queryable {
  return {
    async query(statement, values) {
      const rows = await queryable.query(statement, values)
      if (insert.test(statement.text)) left -= 1
      if (table !== '' && left === 0) {
        process.kill(process.pid, 'SIGKILL')
        // The signal comes before anything else is done.
        await new Promise(() => {})
      }
      return rows
    },
  }
}

const { transaction } = Database.prototype
Database.prototype.transaction = function commitApart<T>(
  this: Database,
  work: (queryable: Queryable) => Promise<T>,
): Promise<T> {
  if (build === 'forgetful') return work(mortal(this))
  return transaction.call<Database, [typeof work], Promise<T>>(this, (queryable) => work(mortal(queryable)))
}
