import { batchTasks } from './batch-tasks.ts'
import { completeTask } from './complete-task.ts'
import { createTask } from './create-task.ts'
import { deleteTask } from './delete-task.ts'
import { getTask } from './get-task.ts'
import { history } from './history.ts'
import { listTasks } from './list-tasks.ts'
import { searchTasks } from './search-tasks.ts'
import { today } from './today.ts'
import type { Tool, ToolScope } from './tool.ts'
import { undo } from './undo.ts'
import { updateTask } from './update-task.ts'

/** Everything that a program or a model can do with a list. MCP and the assistant are built from it. */
export const tools: readonly Tool[] = [
  createTask,
  listTasks,
  getTask,
  updateTask,
  completeTask,
  deleteTask,
  searchTasks,
  undo,
  batchTasks,
  history,
  today,
]

/** The tools that a credential may call; it sees no others. */
export const toolsFor = (scopes: readonly ToolScope[]): Tool[] =>
  tools.filter(({ scope }) => scopes.includes(scope))
