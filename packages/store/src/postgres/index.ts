export { createPool, type PoolOptions, type PreparedMode } from './database.ts'
export { SpaceMissingError, StoreUnavailableError } from './errors.ts'
export { isMigrated, type Migrated, migrate, SchemaTooNewError } from './migrate.ts'
export { createPostgresStore, type SharedPool } from './store.ts'
