export { commitOnce } from '../../../packages/store/src/postgres/commit-once.ts'

/** Stands in for the store's own: no change goes by the single statement. */
export const fitsOnce = (): boolean => false
