import type { Change } from '../request.ts'
import type { Reading } from './text.ts'

/** What a rule has found: the words that name the tasks, and what is to be done with them. */
export type FoundChange = {
  /** Null where none are named: the ones just spoken of, or a question. */
  target: string | null
  /** Null where the day is still to be asked for. */
  change: Change | null
  /** Said with a verb that titles begin with as well: a name alone is not enough. */
  weak?: boolean
  /** What is answered instead, where the words can be read in more than one way. */
  say?: string
}

export type ChangeRule = {
  pattern: RegExp
  read(groups: readonly string[], reading: Reading): FoundChange | null
}

/** A rule; `read` is given the groups of the pattern, empty where they are not there. */
export function rule(pattern: RegExp, read: ChangeRule['read']): ChangeRule {
  return { pattern, read }
}
