import type { ChatMessageWire, ConversationMessagesAnswer, ConversationWire } from '@todo/core/schemas'

export type { ConversationsAnswer } from '@todo/core/schemas'

export type RunState = 'running' | 'waiting' | 'done' | 'failed' | 'stopped'
export type ModelKind = 'builtin' | 'openai' | 'compatible'

export type MessageWire = ChatMessageWire & { run_state?: RunState | null }
export type MessagesAnswer = Omit<ConversationMessagesAnswer, 'messages'> & {
  messages: readonly MessageWire[]
}
export type ChatStatus = { model: { name: string; kind: ModelKind } }
export type ConversationAnswer = { conversation: ConversationWire }
