import { limitBody, readBody } from '@todo/http'
import { authenticate } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import { idempotent } from '../idempotency/idempotent.ts'

/** What stands before every route on tasks that reads. */
export const reading = (deps: Deps) => [authenticate(deps, 'tasks:read')]

/** What stands before every route on tasks that writes. */
export const writing = (deps: Deps) => [
  authenticate(deps, 'tasks:write'),
  limitBody(),
  readBody(),
  idempotent(deps),
]
