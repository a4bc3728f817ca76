import type { EventType } from '@todo/core'
import type { ProposedChangeWire } from '@todo/core/schemas'

const words: Readonly<Record<EventType, string>> = {
  TaskCreated: 'Add',
  TaskUpdated: 'Change',
  TaskCompleted: 'Complete',
  TaskReopened: 'Reopen',
  TaskDeleted: 'Delete',
  TaskRestored: 'Restore',
  TaskPurged: 'Delete for good',
}

/** What is proposed, in a line: `Complete #3 Buy milk`, `Change 12 tasks`. */
export function summaryOf(changes: readonly ProposedChangeWire[]): string {
  const [first] = changes
  if (!first) return 'Nothing'
  if (changes.length === 1) {
    return [words[first.type], first.number === null ? '' : `#${first.number}`, first.title]
      .filter(Boolean)
      .join(' ')
  }
  const isSame = changes.every(({ type }) => type === first.type)
  return `${isSame ? words[first.type] : 'Change'} ${changes.length} tasks`
}
