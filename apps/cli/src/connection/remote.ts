import { createClient, type TodoClient } from '@todo/client'
import { SignedOutError } from '../errors.ts'
import type { Io } from '../io.ts'
import type { Connection } from './connection.ts'
import { type Account, fileCredentials, readAccount } from './credentials.ts'
import { credentialsFile } from './paths.ts'

/** The most that the server gives in one page. */
const pageSize = 100

export type SignedIn = { account: Account; client: TodoClient }

/** The client of the server where someone is signed in. Throws `SignedOutError`. */
export function signedIn(io: Io): SignedIn {
  const path = credentialsFile(io)
  const account = readAccount(path)
  if (!account) throw new SignedOutError()
  return { account, client: createClient({ url: account.url, credentials: fileCredentials(path) }) }
}

/** The list of the account that is signed in. */
export function openRemote(io: Io): Connection {
  const { account, client } = signedIn(io)
  const { url } = account
  const credentials = fileCredentials(credentialsFile(io))
  return {
    service: client,
    asAgent: (name) => createClient({ url, credentials, agent: name.replace(/^mcp:/, '') }),
    asAssistant: () => client,
    place: { kind: 'server', url },
    pageSize,
    close: async () => {},
  }
}
