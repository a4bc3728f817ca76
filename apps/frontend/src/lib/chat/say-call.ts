import type { ChatToolCall } from '@todo/core/schemas'
import type { ChatTexts } from '../../i18n/en-chat.ts'
import { operationsOf, opsOf, read, type ToldTask, tasksTold } from './tool-data.ts'

export type CallKind =
  | 'create'
  | 'update'
  | 'complete'
  | 'reopen'
  | 'delete'
  | 'restore'
  | 'mixed'
  | 'undo'
  | 'read'
  | 'failed'

type Texts = ChatTexts['tool']

const writes: Readonly<Record<string, CallKind>> = {
  create_task: 'create',
  update_task: 'update',
  complete_task: 'complete',
  delete_task: 'delete',
  undo: 'undo',
}
const ops: readonly CallKind[] = ['create', 'update', 'complete', 'reopen', 'delete', 'restore']

/** What kind of thing a call did. */
export function kindOf(call: ChatToolCall): CallKind {
  if (call.is_error) return 'failed'
  if (call.name === 'batch_tasks') {
    const [op, ...others] = new Set(opsOf(call))
    return (others.length === 0 && ops.find((each) => each === op)) || 'mixed'
  }
  const isReopened = call.name === 'update_task' && read(call.arguments, 'status') === 'pending'
  return isReopened ? 'reopen' : (writes[call.name] ?? 'read')
}

/** What a call did, in one line. */
export function sayCall(call: ChatToolCall, texts: Texts): string {
  const kind = kindOf(call)
  const tasks = tasksTold(call)
  const what = sayTasks(tasks, texts)
  const name = texts.names[call.name] ?? call.name
  switch (kind) {
    case 'failed':
      return texts.failed(name)
    case 'undo':
      return texts.undid
    case 'read':
      return sayRead(call, tasks, texts)
    case 'mixed':
      return texts.mixed(tasks.length)
    default:
      return operationsOf(call).length === 0 ? texts.unchanged(what) : texts[past[kind]](what)
  }
}

const past = {
  create: 'created',
  update: 'updated',
  complete: 'completed',
  reopen: 'reopened',
  delete: 'deleted',
  restore: 'restored',
} as const

function sayTasks(tasks: readonly ToldTask[], texts: Texts): string {
  const [only, ...others] = tasks
  return only && others.length === 0 ? texts.quoted(only.title) : texts.several(tasks.length)
}

function sayRead(call: ChatToolCall, tasks: readonly ToldTask[], texts: Texts): string {
  const { data } = call.result
  if (call.name === 'history') return texts.lookedBack
  if (call.name === 'get_task') return texts.looked(sayTasks(tasks, texts))
  const total = read(data, 'total')
  if (typeof total !== 'number') return texts.called(texts.names[call.name] ?? call.name)
  return total === 0 ? texts.foundNone : texts.found(total, read(data, 'total_is_lower_bound') === true)
}
