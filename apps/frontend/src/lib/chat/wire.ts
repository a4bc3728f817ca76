import type { ChatMessageWire, ChatStatusAnswer } from '@todo/core/schemas'

/** How a run stands: `waiting` is for the person's approval. */
export type RunState = NonNullable<ChatMessageWire['run_state']>
export type Model = ChatStatusAnswer['model']
