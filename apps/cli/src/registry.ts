import { Registry } from './command.ts'
import { addCommand } from './commands/add.ts'
import { chatCommand } from './commands/chat.ts'
import { completionCommand } from './commands/completion.ts'
import { deleteCommand } from './commands/delete.ts'
import { doctorCommand } from './commands/doctor.ts'
import { doneCommand } from './commands/done.ts'
import { editCommand } from './commands/edit.ts'
import { explainCommand } from './commands/explain.ts'
import { exportCommand } from './commands/export.ts'
import { createHelpCommand } from './commands/help.ts'
import { historyCommand } from './commands/history.ts'
import { importCommand } from './commands/import.ts'
import { listCommand } from './commands/list.ts'
import { loginCommand } from './commands/login.ts'
import { logoutCommand } from './commands/logout.ts'
import { mcpCommand } from './commands/mcp.ts'
import { proposalsCommand } from './commands/proposals.ts'
import { pushCommand } from './commands/push.ts'
import { redoCommand } from './commands/redo.ts'
import { restoreCommand } from './commands/restore.ts'
import { searchCommand } from './commands/search.ts'
import { createShellCommand } from './commands/shell.ts'
import { showCommand } from './commands/show.ts'
import { startCommand } from './commands/start.ts'
import { tagsCommand } from './commands/tags.ts'
import { todayCommand } from './commands/today.ts'
import { trashCommand } from './commands/trash.ts'
import { undoCommand } from './commands/undo.ts'
import { upcomingCommand } from './commands/upcoming.ts'
import { versionCommand } from './commands/version.ts'
import { whoamiCommand } from './commands/whoami.ts'

/** Every command, in the order in which help shows them. */
export const registry: Registry = new Registry([
  addCommand,
  listCommand,
  todayCommand,
  upcomingCommand,
  searchCommand,
  showCommand,
  doneCommand,
  startCommand,
  editCommand,
  deleteCommand,
  tagsCommand,
  explainCommand,
  undoCommand,
  redoCommand,
  historyCommand,
  restoreCommand,
  trashCommand,
  exportCommand,
  importCommand,
  loginCommand,
  logoutCommand,
  whoamiCommand,
  proposalsCommand,
  pushCommand,
  chatCommand,
  createShellCommand(() => registry),
  mcpCommand,
  completionCommand,
  doctorCommand,
  createHelpCommand(() => registry),
  versionCommand,
])
