import { Engine } from './engine.ts'
import type { Surroundings } from './surroundings.ts'
import type { Replica, ReplicaOptions } from './types.ts'
import { createVerbs } from './verbs.ts'

/** Opens a person's list with what a browser has given. */
export function openReplica(options: ReplicaOptions, surroundings: Surroundings): Replica {
  const engine = new Engine(options, surroundings)
  const { views } = engine
  return {
    status: engine.status,
    notices: engine.notices.live,
    today: (query) => views.today(query),
    upcoming: (query) => views.upcoming(query),
    tasks: (query) => views.tasks(query),
    trash: (query) => views.trash(query),
    task: (ref) => views.task(ref),
    tags: () => views.tags(),
    ...createVerbs(engine),
    dismiss: (noticeId) => void engine.notices.dismiss(noticeId),
    signedIn: () => engine.signedIn(),
    setTimeZone: (timeZone) => views.setTimeZone(timeZone),
    retry: () => engine.retry(),
    wipe: () => engine.wipe(),
    flush: () => engine.flush(),
    cameBack: () => engine.cameBack(),
    close: () => engine.close(),
  }
}
