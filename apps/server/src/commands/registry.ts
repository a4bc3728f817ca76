import { backupCommand } from './backup.ts'
import type { Command } from './command.ts'
import { migrateCommand } from './migrate.ts'
import { restoreCommand } from './restore.ts'
import { usersCreateCommand } from './users-create.ts'
import { usersDisableCommand } from './users-disable.ts'
import { usersEnableCommand } from './users-enable.ts'
import { usersListCommand } from './users-list.ts'
import { usersResetPasswordCommand } from './users-reset-password.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  migrateCommand,
  backupCommand,
  restoreCommand,
  usersListCommand,
  usersCreateCommand,
  usersResetPasswordCommand,
  usersDisableCommand,
  usersEnableCommand,
]
