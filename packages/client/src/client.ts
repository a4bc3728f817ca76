import type { TaskService } from '@todo/core'
import { type AccountCalls, accountCalls } from './account.ts'
import { type ApiKeyCalls, apiKeyCalls } from './api-keys.ts'
import { type DeviceCalls, deviceCalls } from './device.ts'
import { fileVerbs } from './files.ts'
import { historyVerbs } from './history.ts'
import { type ProposalCalls, proposalCalls } from './proposals.ts'
import { type QuickAddCalls, quickAddCalls } from './quick-add.ts'
import { type SignInCalls, signInCalls } from './sign-in.ts'
import { taskVerbs } from './tasks.ts'
import { type ClientOptions, createTransport } from './transport.ts'

/** The verbs of the domain, carried out by a server, and what an account needs besides. */
export type TodoClient = TaskService &
  QuickAddCalls &
  SignInCalls &
  DeviceCalls &
  AccountCalls &
  ApiKeyCalls &
  ProposalCalls

/**
 * A client of one server. Reads and writes are repeated over a bad line, writes under one key, so that each
 * happens once; an access token that has ended is renewed quietly.
 */
export function createClient(options: ClientOptions): TodoClient {
  const transport = createTransport(options)
  return {
    ...taskVerbs(transport),
    ...historyVerbs(transport),
    ...fileVerbs(transport),
    ...quickAddCalls(transport),
    ...signInCalls(transport),
    ...deviceCalls(transport),
    ...accountCalls(transport),
    ...apiKeyCalls(transport),
    ...proposalCalls(transport),
  }
}
