import type { Installation } from '../rounds/installation.ts'

const relations = (kind: string): string =>
  `FROM pg_class c JOIN pg_am am ON am.oid = c.relam WHERE c.relnamespace = 'public'::regnamespace AND ${kind}`

/** Each raises an error, or returns a row, for what is damaged. */
const statements = [
  `SELECT bt_index_check(c.oid, true)::text AS damage ${relations("am.amname = 'btree'")}`,
  `SELECT gin_index_check(c.oid)::text AS damage ${relations("am.amname = 'gin'")}`,
  `SELECT c.relname || ': ' || msg AS damage FROM pg_class c, verify_heapam(c.oid)
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`,
]

/** Lets PostgreSQL look through its own tables and indexes (amcheck), against one another too. */
export function checkDatabase(installation: Installation): Promise<string[]> {
  return installation.withDatabase(async (pool) => {
    await pool.query('CREATE EXTENSION IF NOT EXISTS amcheck')
    const damages: string[] = []
    for (const statement of statements) {
      const { rows } = await pool.query<{ damage: string }>(statement)
      damages.push(...rows.flatMap(({ damage }) => damage || []))
    }
    return damages
  })
}
