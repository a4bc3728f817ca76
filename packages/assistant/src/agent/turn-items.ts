import type { AgentInputItem } from '@openai/agents'
import { parsed, read } from '@todo/core/loose-json'
import type { ChatToolCall } from '@todo/core/schemas'
import type { ToolAnswers } from './tool-answers.ts'

/** A turn without calls that have no result: models refuse such a history. */
export function answered(items: readonly AgentInputItem[]): AgentInputItem[] {
  const results = new Set(items.map((item) => (item.type === 'function_call_result' ? item.callId : null)))
  return items.filter((item) => item.type !== 'function_call' || results.has(item.callId))
}

/** The calls of a turn with what they led to. */
export function toolCallOf(
  items: readonly AgentInputItem[],
  callId: string,
  output: unknown,
  answers: Pick<ToolAnswers, 'take'>,
): ChatToolCall | null {
  const call = items.find((item) => item.type === 'function_call' && item.callId === callId)
  if (call?.type !== 'function_call') return null
  const args = parsed(call.arguments)
  const answer = answers.take(call.name, args) ?? { text: textIn(output), data: null, isError: true }
  return {
    call_id: callId,
    name: call.name,
    arguments: args ?? null,
    result: { text: answer.text, data: answer.data },
    is_error: answer.isError,
    operation_id: operationIn(answer.data),
  }
}

/** The operation that a call came to; null where it changed nothing, or so much that it took several. */
function operationIn(data: unknown): string | null {
  const several = read(data, 'operation_ids')
  const only: unknown = Array.isArray(several) && several.length === 1 ? several[0] : null
  const operation = read(data, 'operation_id') ?? only
  return typeof operation === 'string' ? operation : null
}

function textIn(output: unknown): string {
  if (typeof output === 'string') return output
  if (Array.isArray(output)) return output.map(textIn).join('\n')
  const text = read(output, 'text')
  return typeof text === 'string' ? text : ''
}
