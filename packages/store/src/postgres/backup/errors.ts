export type BackupErrorCode =
  | 'BACKUP_DAMAGED'
  | 'BACKUP_TOO_NEW'
  | 'DATABASE_FOREIGN'
  | 'DATABASE_NOT_EMPTY'
  | 'FILE_UNREADABLE'
  | 'FILE_UNWRITABLE'
  | 'NOT_A_BACKUP'
  | 'NOTHING_TO_BACK_UP'

/** Why a backup was not made or not restored: one line fit for a person, and a code for a program. */
export class BackupError extends Error {
  readonly code: BackupErrorCode

  constructor(code: BackupErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'BackupError'
    this.code = code
  }
}
