export type EmbeddedErrorCode =
  | 'DATA_FOLDER_IN_USE'
  | 'DATA_FOLDER_UNWRITABLE'
  | 'DATA_FOLDER_VERSION'
  | 'DISK_FULL'
  | 'FOLDER_UNREACHABLE'
  | 'PLATFORM_UNSUPPORTED'
  | 'START_FAILED'
  | 'USER_WITHOUT_NAME'

/** Why the embedded PostgreSQL does not start: one line fit for a person, and a code for a program. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedErrorCode

  constructor(code: EmbeddedErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'EmbeddedPostgresError'
    this.code = code
  }
}
