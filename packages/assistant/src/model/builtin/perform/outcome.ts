import type { ToolResult } from '../conversation.ts'
import { textMember } from '../seen-task.ts'
import type { State } from '../state.ts'

/** What one request came to. `stopped` where a question must be answered or a call failed, before others follow. */
export type Outcome = { text: string; state: State; stopped: boolean }

export function done(text: string, state: State): Outcome {
  return { text, state, stopped: false }
}

export function stopped(text: string, state: State): Outcome {
  return { text, state, stopped: true }
}

const DECLINED = /not approved|declined|rejected|refused by the (?:user|person)|approval (?:was )?denied/i

/** What a failed call is told as. */
export function failure({ text }: ToolResult, state: State): Outcome {
  if (DECLINED.test(text)) return stopped('All right, I left it as it is.', state)
  return stopped(text.trim() === '' ? 'That did not work.' : text.trim(), state)
}

/** Keeps the operations of a result, for undo. */
export function withOperation(state: State, result: ToolResult): State {
  const several = result.data?.operation_ids
  const ids = Array.isArray(several)
    ? several.filter((id) => typeof id === 'string')
    : [textMember(result, 'operation_id')].filter((id) => id !== null)
  const added = ids.map((id) => ({ id, turn: state.turn, undoneBy: null }))
  return { ...state, operations: [...state.operations, ...added] }
}
