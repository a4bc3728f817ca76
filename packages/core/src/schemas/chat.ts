import { z } from 'zod'
import { listOf, UtcTime, Uuid } from './fields.ts'

export const chatMessageLengthMax = 4_000
export const conversationTitleLengthMax = 200

/** What a person says, in a new conversation where none is named. */
export const ChatMessageBody = z
  .strictObject({
    message: z.string().trim().min(1).max(chatMessageLengthMax),
    conversation_id: Uuid.optional(),
  })
  .meta({ id: 'ChatMessage' })
export type ChatMessageBody = z.infer<typeof ChatMessageBody>

export const DecideApprovalBody = z.strictObject({ approved: z.boolean() }).meta({ id: 'DecideApproval' })
export type DecideApprovalBody = z.infer<typeof DecideApprovalBody>

export const RenameConversationBody = z
  .strictObject({ title: z.string().trim().min(1).max(conversationTitleLengthMax) })
  .meta({ id: 'RenameConversation' })
export type RenameConversationBody = z.infer<typeof RenameConversationBody>

/** A page of conversations or messages; `cursor` is the `next_cursor` of the page before. */
export const ChatPageParameters = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z
    .string()
    .regex(/^[\w-]{1,100}$/, 'Use the next_cursor of the page before')
    .optional(),
})
export type ChatPageParameters = z.infer<typeof ChatPageParameters>

export const ConversationOutput = z
  .strictObject({ id: Uuid, title: z.string(), created_at: UtcTime, updated_at: UtcTime })
  .meta({ id: 'Conversation' })
export type ConversationWire = z.infer<typeof ConversationOutput>

/** Those spoken in last come first. */
export const ConversationsAnswer = z.strictObject({
  conversations: listOf(ConversationOutput),
  next_cursor: z.string().nullable(),
})
export type ConversationsAnswer = z.infer<typeof ConversationsAnswer>

/** A tool that the assistant called; `result` is what it answered, `operation_id` the change that undo takes back. */
export const ChatToolCall = z
  .strictObject({
    call_id: z.string(),
    name: z.string(),
    arguments: z.unknown(),
    result: z.strictObject({ text: z.string(), data: z.unknown() }),
    is_error: z.boolean(),
    operation_id: Uuid.nullable(),
  })
  .meta({ id: 'ChatToolCall' })
export type ChatToolCall = z.infer<typeof ChatToolCall>

export const approvalStates = ['pending', 'approved', 'refused'] as const

/** A call that waits for the person, or did. */
export const ChatApprovalOutput = z
  .strictObject({
    approval_id: Uuid,
    run_id: Uuid,
    tool: z.string(),
    arguments: z.unknown(),
    summary: z.string(),
    state: z.enum(approvalStates),
  })
  .meta({ id: 'ChatApproval' })
export type ChatApprovalWire = z.infer<typeof ChatApprovalOutput>

export const ChatMessageOutput = z
  .strictObject({
    id: Uuid,
    role: z.enum(['user', 'assistant']),
    content: z.string(),
    tool_calls: listOf(ChatToolCall),
    run_id: Uuid.nullable(),
    created_at: UtcTime,
  })
  .meta({ id: 'ConversationMessage' })
export type ChatMessageWire = z.infer<typeof ChatMessageOutput>

/** The last messages of a conversation, in the order in which they were said; `next_cursor` leads to those before. */
export const ConversationMessagesAnswer = z.strictObject({
  messages: listOf(ChatMessageOutput),
  approvals: listOf(ChatApprovalOutput),
  /** The run that goes on in this conversation. */
  running: Uuid.nullable(),
  next_cursor: z.string().nullable(),
})
export type ConversationMessagesAnswer = z.infer<typeof ConversationMessagesAnswer>
