import type { Store } from '@todo/core'
import type { SqliteFacts } from '@todo/store/sqlite'
import type { Connection } from './connection.ts'
import { localService } from './service.ts'
import { silenceSqliteWarning } from './sqlite-warning.ts'

const pageSize = 1000

/** The list in a file, which is made where it is missing. Throws `StoreFileError`. */
export async function openFile(path: string): Promise<Connection> {
  silenceSqliteWarning()
  const { openSqliteStore } = await import('@todo/store/sqlite')
  const store = openSqliteStore(path)
  return {
    ...servicesOf(store),
    place: { kind: 'file', path },
    pageSize,
    close: () => store.close(),
  }
}

/** An empty list that ends with the process. */
export async function openMemory(): Promise<Connection> {
  const { createMemoryStore } = await import('@todo/store/memory')
  const store = createMemoryStore()
  return { ...servicesOf(store), place: { kind: 'memory' }, pageSize, close: () => store.close() }
}

const servicesOf = (store: Store): Pick<Connection, 'service' | 'asAgent' | 'asAssistant'> => ({
  service: localService(store),
  asAgent: (client) => localService(store, { actor: 'agent', client }),
  asAssistant: () => localService(store, { actor: 'assistant', client: 'chat' }),
})

type FileFacts =
  | { facts: SqliteFacts; problem: null }
  /** The file cannot be opened: what is wrong with it, as a sentence. */
  | { facts: null; problem: string }

/** Checks the whole file. */
export async function fileFacts(path: string): Promise<FileFacts> {
  silenceSqliteWarning()
  const { openSqliteStore, StoreFileError } = await import('@todo/store/sqlite')
  try {
    const store = openSqliteStore(path)
    try {
      return { facts: await store.facts(), problem: null }
    } finally {
      await store.close()
    }
  } catch (error) {
    if (!(error instanceof StoreFileError)) throw error
    return { facts: null, problem: error.message }
  }
}
