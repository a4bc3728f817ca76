import type { RouteConfig } from '@hono/zod-openapi'
import {
  ChatExportParameters,
  ChatMessageBody,
  ChatPageParameters,
  ChatStatusAnswer,
  ConversationAnswer,
  ConversationExport,
  ConversationMessagesAnswer,
  ConversationsAnswer,
  DecideApprovalBody,
  IdParameters,
  NoParameters,
  RenameConversationBody,
} from '@todo/core/schemas'
import { body, credential, json, type Router, refusals } from '../openapi.ts'
import { headersOf } from '../openapi-headers.ts'

const path = '/api/chat'
const common = { tags: ['Chat'], security: credential }

/** One of them; `data` is JSON, or `[DONE]`. */
const frame = {
  type: 'object' as const,
  properties: {
    id: { type: 'string' as const, pattern: '^[1-9][0-9]*$' },
    event: {
      type: 'string' as const,
      enum: ['message', 'tool_call', 'approval_required', 'usage', 'error'],
    },
    data: { type: 'string' as const },
  },
  required: ['data'],
}

/** The stream of a run. */
const frames = {
  200: {
    description: 'The answer, as server-sent events',
    headers: headersOf(['X-Conversation-ID', 'X-Run-ID']),
    content: { 'text/event-stream': { schema: frame } },
  },
}
const nothing = (description: string) => ({ 204: { description, headers: headersOf([]) } })

const routes: readonly Omit<RouteConfig, keyof typeof common>[] = [
  {
    method: 'post',
    path: `${path}/message`,
    operationId: 'sendMessage',
    summary: 'Say something to the assistant',
    request: { query: NoParameters, body: body(ChatMessageBody) },
    responses: { ...frames, ...refusals(404, 409, 413, 415) },
  },
  {
    method: 'post',
    path: `${path}/approvals/{id}`,
    operationId: 'decideApproval',
    summary: 'Answer an approval: the run goes on',
    request: { params: IdParameters, query: NoParameters, body: body(DecideApprovalBody) },
    responses: { ...frames, ...refusals(404, 409, 413, 415) },
  },
  {
    method: 'get',
    path: `${path}/runs/{id}/events`,
    operationId: 'followRun',
    summary: 'Follow a run, after the frame that `Last-Event-ID` names',
    parameters: [
      {
        in: 'header',
        name: 'last-event-id',
        required: false,
        description: 'The last frame that came',
        schema: { type: 'string', pattern: '^[0-9]{1,9}$' },
      },
    ],
    request: { params: IdParameters, query: NoParameters },
    responses: { ...frames, ...refusals(404) },
  },
  {
    method: 'post',
    path: `${path}/runs/{id}/stop`,
    operationId: 'stopRun',
    summary: 'Stop a run; what was done stands',
    request: { params: IdParameters, query: NoParameters },
    responses: { ...nothing('It stops'), ...refusals(404) },
  },
  {
    method: 'get',
    path: `${path}/status`,
    operationId: 'chatStatus',
    summary: 'Which model answers, and how much of it may be used',
    request: { query: NoParameters },
    responses: { 200: json('The model and the limits', ChatStatusAnswer), ...refusals() },
  },
  {
    method: 'get',
    path: `${path}/conversations`,
    operationId: 'listConversations',
    summary: 'List conversations',
    request: { query: ChatPageParameters },
    responses: { 200: json('Those spoken in last come first', ConversationsAnswer), ...refusals() },
  },
  {
    method: 'get',
    path: `${path}/conversations/{id}`,
    operationId: 'getConversation',
    summary: 'Get a conversation',
    request: { params: IdParameters, query: NoParameters },
    responses: { 200: json('The conversation', ConversationAnswer), ...refusals(404) },
  },
  {
    method: 'patch',
    path: `${path}/conversations/{id}`,
    operationId: 'renameConversation',
    summary: 'Rename a conversation',
    request: { params: IdParameters, query: NoParameters, body: body(RenameConversationBody) },
    responses: { 200: json('The conversation', ConversationAnswer), ...refusals(404, 413, 415) },
  },
  {
    method: 'delete',
    path: `${path}/conversations/{id}`,
    operationId: 'deleteConversation',
    summary: 'Delete a conversation with everything said in it',
    request: { params: IdParameters, query: NoParameters },
    responses: { ...nothing('It is gone'), ...refusals(404) },
  },
  {
    method: 'get',
    path: `${path}/conversations/{id}/messages`,
    operationId: 'listMessages',
    summary: 'Read a conversation',
    request: { params: IdParameters, query: ChatPageParameters },
    responses: { 200: json('The last messages, in order', ConversationMessagesAnswer), ...refusals(404) },
  },
  {
    method: 'get',
    path: `${path}/conversations/{id}/export`,
    operationId: 'exportConversation',
    summary: 'Export a conversation',
    request: { params: IdParameters, query: ChatExportParameters },
    responses: {
      200: {
        description: 'The whole conversation as a file',
        headers: headersOf(['Content-Disposition']),
        content: {
          'application/json': { schema: ConversationExport },
          'text/markdown': { schema: { type: 'string' as const } },
        },
      },
      ...refusals(404),
    },
  },
]

/** The chat of the AI service, which is at the same address: it is described here, and answered there. */
export function describeChat({ openAPIRegistry }: Router): void {
  for (const route of routes) openAPIRegistry.registerPath({ ...common, ...route })
}
