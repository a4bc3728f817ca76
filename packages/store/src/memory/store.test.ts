import { storeSuite } from '@todo/testing/store-suite'
import { createMemoryStore } from './store.ts'

storeSuite('the memory store', async () => createMemoryStore())
