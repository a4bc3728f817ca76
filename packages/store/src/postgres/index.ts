export { StoreUnavailableError } from './errors.ts'
export { isMigrated, type Migrated, migrate, SchemaTooNewError } from './migrate.ts'
export * as schema from './schema.ts'
