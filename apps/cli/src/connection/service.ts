import { type Actor, createTaskService, type Store, type TaskService } from '@todo/core'
import { createLocalIds } from './local-ids.ts'

/** The one space and person of a list that is kept here. */
const scope = {
  spaceId: '00000000-0000-4000-8000-000000000001',
  userId: '00000000-0000-4000-8000-000000000002',
}

/** The verbs over a store of this machine, in the name of the person at the terminal or of a program. */
export function localService(
  store: Store,
  author: { actor: Actor; client: string } = { actor: 'user', client: 'cli' },
): TaskService {
  const now = Date.now
  return createTaskService({
    store,
    clock: { now },
    ids: createLocalIds(now),
    scope,
    ...author,
    correlationId: null,
  })
}
