import type {
  ChatExportFormat,
  ChatMessageBody,
  ChatStatusAnswer,
  ConversationAnswer,
  ConversationMessagesAnswer,
  ConversationsAnswer,
} from '@todo/core/schemas'
import { ApiError, refusal, request } from '../api.ts'

type Asked = { method?: string; body?: unknown; lastFrame?: number; signal?: AbortSignal }

const root = '/api/chat'

/** Asks for an answer that is a stream. Throws {@link ApiError}. */
async function stream(path: string, { method = 'POST', body, lastFrame, signal }: Asked): Promise<Response> {
  const response = await fetch(`${root}${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(lastFrame !== undefined && { 'Last-Event-ID': String(lastFrame) }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    throw new ApiError(0, 'UNREACHABLE', 'The server cannot be reached', { cause: error })
  })
  if (!response.ok) throw await refusal(response)
  return response
}

/** Of which there is no answer but that it was done. */
async function command(path: string, method: string): Promise<void> {
  await stream(path, { method })
}

const pageOf = (cursor: string): string => (cursor === '' ? '' : `?${new URLSearchParams({ cursor })}`)

/** The chat's interface; see docs/chat.md. */
export const chatApi = {
  send: (body: ChatMessageBody, signal: AbortSignal) => stream('/message', { body, signal }),
  decide: (approvalId: string, approved: boolean, signal: AbortSignal) =>
    stream(`/approvals/${approvalId}`, { body: { approved }, signal }),
  follow: (runId: string, lastFrame: number, signal: AbortSignal) =>
    stream(`/runs/${runId}/events`, { method: 'GET', lastFrame, signal }),
  stop: (runId: string) => command(`/runs/${runId}/stop`, 'POST'),
  messages: (id: string, cursor = '') =>
    request<ConversationMessagesAnswer>(`${root}/conversations/${id}/messages${pageOf(cursor)}`),
  conversation: (id: string, signal: AbortSignal) =>
    request<ConversationAnswer>(`${root}/conversations/${id}`, { signal }),
  conversations: (cursor: string, signal: AbortSignal) =>
    request<ConversationsAnswer>(`${root}/conversations${pageOf(cursor)}`, { signal }),
  rename: (id: string, title: string) =>
    request<ConversationAnswer>(`${root}/conversations/${id}`, { method: 'PATCH', body: { title } }),
  remove: (id: string) => command(`/conversations/${id}`, 'DELETE'),
  status: (signal: AbortSignal) => request<ChatStatusAnswer>(`${root}/status`, { signal }),
  /** For a link: the browser saves it. */
  exportAddress: (id: string, format: ChatExportFormat) =>
    `${root}/conversations/${id}/export?${new URLSearchParams({ format })}`,
}
