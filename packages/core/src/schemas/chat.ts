import { z } from 'zod'
import { lineProblem, listOf, UtcTime, Uuid } from './fields.ts'
import { descriptionPattern, linePattern } from './patterns.ts'

export const chatMessageLengthMax = 4_000
export const conversationTitleLengthMax = 200

const storable = new RegExp(descriptionPattern)
const isStorable = (text: string): boolean => text.isWellFormed() && storable.test(text)

/**
 * What a person says, in a new conversation where none is named. `replaces` is a message of theirs in it: that one, and all
 * that was said after it, are taken out first.
 */
export const ChatMessageBody = z
  .strictObject({
    message: z
      .string()
      .trim()
      .min(1)
      .max(chatMessageLengthMax)
      .refine(isStorable, 'The message holds a control character, or half a character (a lone surrogate)')
      .meta({ pattern: descriptionPattern }),
    conversation_id: Uuid.optional(),
    replaces: Uuid.optional(),
  })
  .refine(({ conversation_id, replaces }) => replaces === undefined || conversation_id !== undefined, {
    path: ['conversation_id'],
    message: 'Say in which conversation the message is to be replaced',
  })
  .meta({ id: 'ChatMessage' })
export type ChatMessageBody = z.infer<typeof ChatMessageBody>

export const DecideApprovalBody = z.strictObject({ approved: z.boolean() }).meta({ id: 'DecideApproval' })
export type DecideApprovalBody = z.infer<typeof DecideApprovalBody>

export const RenameConversationBody = z
  .strictObject({
    title: z
      .string()
      .trim()
      .min(1)
      .max(conversationTitleLengthMax)
      .refine((title) => lineProblem(title) === null, 'Use one line of text')
      .meta({ pattern: linePattern }),
  })
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

export const ConversationAnswer = z.strictObject({ conversation: ConversationOutput })
export type ConversationAnswer = z.infer<typeof ConversationAnswer>

/** Those spoken in last come first. */
export const ConversationsAnswer = z.strictObject({
  conversations: listOf(ConversationOutput),
  next_cursor: z.string().nullable(),
})
export type ConversationsAnswer = z.infer<typeof ConversationsAnswer>

/**
 * A tool that the assistant called; `result` is what it answered, `operation_id` the change that undo takes back. Null
 * where nothing was changed, or so much that it took several, which the data of the result names.
 */
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

/** How a run stands: `waiting` is for the person's approval. */
export const runStates = ['running', 'waiting', 'done', 'failed', 'stopped'] as const

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
    /** How the run that said it stands; null where a person did. */
    run_state: z.enum(runStates).nullable(),
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

export const chatExportFormats = ['json', 'markdown'] as const
export type ChatExportFormat = (typeof chatExportFormats)[number]

export const ChatExportParameters = z.strictObject({ format: z.enum(chatExportFormats).default('json') })
export type ChatExportParameters = z.infer<typeof ChatExportParameters>

/** A whole conversation as a file, with what was decided on each approval. */
export const ConversationExport = z
  .strictObject({
    version: z.literal(1),
    exported_at: UtcTime,
    conversation: ConversationOutput,
    messages: listOf(ChatMessageOutput),
    approvals: listOf(ChatApprovalOutput),
  })
  .meta({ id: 'ConversationExport' })
export type ConversationExport = z.infer<typeof ConversationExport>

/** What answers on this server: rules (`builtin`), OpenAI, or another service with the same interface (`compatible`). */
export const modelKinds = ['builtin', 'openai', 'compatible'] as const

/** Which model answers, and how much of it the account may use. */
export const ChatStatusAnswer = z.strictObject({
  model: z.strictObject({ name: z.string(), kind: z.enum(modelKinds) }),
  limits: z.strictObject({
    messages_per_minute: z.int().min(1),
    tokens_per_day: z.int().min(1),
    tokens_today: z.int().min(0),
  }),
})
export type ChatStatusAnswer = z.infer<typeof ChatStatusAnswer>

/* What the stream of a run says, by the name of the event. */

/** No event: a piece of what the assistant says. The last frame's data is `[DONE]`, which is no JSON. */
export const ChatTextFrame = z.strictObject({ text: z.string() })
export type ChatTextFrame = z.infer<typeof ChatTextFrame>

/** `approval_required`: the run waits. */
export const ChatApprovalFrame = ChatApprovalOutput.omit({ run_id: true, state: true })
export type ChatApprovalFrame = z.infer<typeof ChatApprovalFrame>

/** `usage`: how the run, or its part up to an approval, ended, and what it cost. */
export const ChatUsageFrame = z.strictObject({
  model: z.string(),
  kind: z.enum(modelKinds),
  state: z.enum(runStates).exclude(['running']),
  input_tokens: z.int().min(0),
  output_tokens: z.int().min(0),
})
export type ChatUsageFrame = z.infer<typeof ChatUsageFrame>

/** `error`: what went wrong, in a sentence for the person. */
export const ChatErrorFrame = z.strictObject({
  code: z.string(),
  text: z.string(),
  retry_after_seconds: z.int().min(0).nullable(),
})
export type ChatErrorFrame = z.infer<typeof ChatErrorFrame>
