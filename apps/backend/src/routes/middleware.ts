import { limitBody, readBody, refuseBody } from '@todo/http'
import { authenticate } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import { idempotent } from '../idempotency/idempotent.ts'

/** What stands before every route on tasks that reads. */
export const reading = (deps: Deps) => [authenticate(deps, 'tasks:read')]

/** What stands before a route on tasks that writes what its body says. */
export const writing = (deps: Deps) => [
  authenticate(deps, 'tasks:write'),
  limitBody(),
  readBody(),
  idempotent(deps),
]

/** The same where the address says it all. */
export const acting = (deps: Deps) => [
  authenticate(deps, 'tasks:write'),
  limitBody(),
  readBody(),
  refuseBody(),
  idempotent(deps),
]

/** What stands before a route that reads a body and changes nothing. */
export const explaining = (deps: Deps) => [authenticate(deps, 'tasks:read'), limitBody(), readBody()]

/** A whole list may be this large. It is read into memory, so no more than that. */
export const importBytesMax = 64 * 1024 * 1024

export const importing = (deps: Deps) => [
  authenticate(deps, 'tasks:write'),
  limitBody(importBytesMax),
  readBody(),
  idempotent(deps),
]
