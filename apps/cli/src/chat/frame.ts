import type { ChatApprovalFrame, ChatErrorFrame, ChatToolCall, ChatUsageFrame } from '@todo/core/schemas'

/** What an answer is made of, as it comes. `done` is the last one. */
export type ChatFrame = { id: number } & (
  | { event: 'text'; data: { text: string } }
  | { event: 'tool_call'; data: ChatToolCall }
  | { event: 'approval_required'; data: ChatApprovalFrame }
  | { event: 'usage'; data: ChatUsageFrame }
  | { event: 'error'; data: ChatErrorFrame }
  | { event: 'done'; data: null }
)

/** A frame of the stream (docs/chat.md); `null` for one that a newer server may send. */
export function frameOf(id: number, event: string | null, data: string): ChatFrame | null {
  if (event === null)
    return data === '[DONE]'
      ? { id, event: 'done', data: null }
      : { id, event: 'text', data: JSON.parse(data) }
  switch (event) {
    case 'tool_call':
    case 'approval_required':
    case 'usage':
    case 'error':
      return { id, event, data: JSON.parse(data) }
    default:
      return null
  }
}
