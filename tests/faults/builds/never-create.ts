export { createOnce } from '../../../packages/store/src/postgres/create-once.ts'

/** Stands in for the store's own: no creation goes by a statement of its own. */
export const isCreation = (): boolean => false
