export { BackupError, type BackupErrorCode } from './errors.ts'
export type { BackupHeader, BackupTable } from './format.ts'
export { type RestoreInput, restoreBackup } from './restore.ts'
export { type BackupInput, writeBackup } from './write.ts'
