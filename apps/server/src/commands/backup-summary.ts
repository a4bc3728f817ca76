import type { BackupHeader } from '@todo/store/postgres/backup'

/** What a backup holds, in the words of a person. */
export function summaryOf({ tables }: BackupHeader): string {
  const rowsOf = (wanted: string): number => tables.find(({ name }) => name === wanted)?.rows ?? 0
  return `${counted(rowsOf('users'), 'account')} and ${counted(rowsOf('tasks'), 'task')}`
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
