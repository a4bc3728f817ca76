import type { Actor, InterchangeFormat, TaskRef, UpdateTaskInput } from '@todo/core'
import type {
  AccountAnswer,
  AgentAnsweredAnswer,
  AgentsAnswer,
  AnswerAgentBody,
  AnswerDeviceBody,
  ApiKeyMadeAnswer,
  ApiKeysAnswer,
  AskingAgentAnswer,
  CreateApiKeyBody,
  DecideProposalsBody,
  DeviceWaitingAnswer,
  HistoryAnswer,
  ImportAnswer,
  ProposalsAnswer,
  ProposalsDecidedAnswer,
  SessionsAnswer,
  TaskAnswer,
  TaskPageAnswer,
  UndoAnswer,
} from '@todo/core/schemas'
import type { User } from '../types/index.ts'

/** A field that was changed since, as the server names it. */
export type Conflict = { task_id: string; number: number; field: string; expected: unknown; actual: unknown }

/** A refusal of the server, or `UNREACHABLE` where none came. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly conflicts: readonly Conflict[]

  constructor(
    status: number,
    code: string,
    message: string,
    { conflicts = [], ...options }: ErrorOptions & { conflicts?: readonly Conflict[] } = {},
  ) {
    super(message, options)
    this.status = status
    this.code = code
    this.conflicts = conflicts
  }
}

/** `text` is sent as it is, where its type is given by the headers; `body` as JSON. */
type Init = {
  method?: string
  body?: unknown
  text?: string
  headers?: Record<string, string>
  signal?: AbortSignal
}

/**
 * Sends a request with the session's cookies and gives the answer's body, whose shape the OpenAPI document states.
 * Throws {@link ApiError}.
 */
export async function request<T>(
  path: string,
  { method = 'GET', body, text, headers, signal }: Init = {},
): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(text !== undefined && { body: text }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    throw new ApiError(0, 'UNREACHABLE', 'The server cannot be reached', { cause: error })
  })
  if (!response.ok) throw await refusal(response)
  return response.json()
}

export async function refusal(response: Response): Promise<ApiError> {
  // A proxy in between may answer with something else than a problem.
  const problem: unknown = await response.json().catch(() => null)
  const member = (name: string): string | null => {
    const value: unknown = typeof problem === 'object' && problem !== null && Reflect.get(problem, name)
    return typeof value === 'string' ? value : null
  }
  const code = member('code') ?? (response.status >= 502 ? 'UNREACHABLE' : 'INTERNAL')
  const conflicts = conflictsOf(problem)
  return new ApiError(response.status, code, member('error') ?? response.statusText, { conflicts })
}

function conflictsOf(problem: unknown): readonly Conflict[] {
  const listed: unknown = typeof problem === 'object' && problem !== null && Reflect.get(problem, 'conflicts')
  return Array.isArray(listed) ? listed.filter(isConflict) : []
}

const isConflict = (value: unknown): value is Conflict =>
  typeof value === 'object' && value !== null && 'field' in value && 'task_id' in value && 'number' in value

/** What a file of each format is sent as. */
const fileTypes: Record<InterchangeFormat, string> = {
  json: 'application/json',
  csv: 'text/csv',
  todotxt: 'text/plain',
  ics: 'text/calendar',
}

type ImportedFile = { format: InterchangeFormat; text: string }
type AccountChange = {
  name?: string | null
  timezone?: string | null
  locale?: string | null
  email?: string | undefined
  current_password?: string | undefined
}
type PasswordChange = { current_password: string; new_password: string }

type Author = { actor: Actor; client: string }
type HistoryParameters = { cursor: string; task_id?: string; from?: string; limit?: string } & Partial<Author>

type SignIn = { email: string; password: string }
type Register = SignIn & { name?: string | undefined; timezone: string; locale: string }

export const api = {
  login: (input: SignIn) => post<{ user: User }>('/api/auth/login', { ...input, cookie: true }),
  register: (input: Register) => post<{ user: User }>('/api/auth/register', { ...input, cookie: true }),
  logout: () => post<unknown>('/api/auth/logout'),
  account: () => request<AccountAnswer>('/api/account'),
  search: (q: string, signal: AbortSignal) =>
    request<TaskPageAnswer>(`/api/tasks?${new URLSearchParams({ q, limit: '100' })}`, { signal }),
  task: (ref: TaskRef, signal: AbortSignal) => request<TaskAnswer>(`/api/tasks/${ref}`, { signal }),
  updateTask: (id: string, { dueDate, ...fields }: UpdateTaskInput, operationId: string) =>
    request<TaskAnswer>(`/api/tasks/${id}`, {
      method: 'PATCH',
      body: { ...fields, ...(dueDate !== undefined && { due_date: dueDate }) },
      headers: { 'Idempotency-Key': operationId },
    }),
  deleteTask: (id: string, operationId: string) =>
    request<unknown>(`/api/tasks/${id}`, {
      method: 'DELETE',
      headers: { 'Idempotency-Key': operationId },
    }),
  history: (query: HistoryParameters, signal: AbortSignal) => {
    const { cursor, ...rest } = query
    const search = new URLSearchParams({ limit: '30', ...rest, ...(cursor && { cursor }) })
    return request<HistoryAnswer>(`/api/history?${search}`, { signal })
  },
  /** What would be taken back of all that one has changed since a time; nothing is. */
  wouldUndo: (input: Author & { from: string }, signal: AbortSignal) =>
    request<UndoAnswer>('/api/undo', { method: 'POST', body: { ...input, dry_run: true }, signal }),
  undoAll: (input: Author & { from: string }, operationId: string) =>
    request<UndoAnswer>('/api/undo', {
      method: 'POST',
      body: input,
      headers: { 'Idempotency-Key': operationId },
    }),
  updateAccount: (change: AccountChange) =>
    request<AccountAnswer>('/api/account', { method: 'PATCH', body: change }),
  changePassword: (input: PasswordChange) => post<unknown>('/api/account/password', input),
  deleteAccount: (password: string) =>
    request<unknown>('/api/account', { method: 'DELETE', body: { password } }),
  sessions: (signal: AbortSignal) => request<SessionsAnswer>('/api/account/sessions', { signal }),
  endSession: (id: string) => request<unknown>(`/api/account/sessions/${id}`, { method: 'DELETE' }),
  apiKeys: (signal: AbortSignal) => request<ApiKeysAnswer>('/api/account/api-keys', { signal }),
  makeApiKey: (input: CreateApiKeyBody) => post<ApiKeyMadeAnswer>('/api/account/api-keys', input),
  revokeApiKey: (id: string) => request<unknown>(`/api/account/api-keys/${id}`, { method: 'DELETE' }),
  waitingDevice: (code: string, signal: AbortSignal) =>
    request<DeviceWaitingAnswer>(`/api/account/device?${new URLSearchParams({ user_code: code })}`, {
      signal,
    }),
  answerDevice: (code: string, answer: AnswerDeviceBody['answer']) =>
    post<unknown>('/api/account/device', { user_code: code, answer }),
  askingAgent: (query: string, signal: AbortSignal) =>
    request<AskingAgentAnswer>(`/api/account/agents/request?${new URLSearchParams({ query })}`, { signal }),
  answerAgent: (answer: AnswerAgentBody) => post<AgentAnsweredAnswer>('/api/account/agents/answer', answer),
  agents: (signal: AbortSignal) => request<AgentsAnswer>('/api/account/agents', { signal }),
  disconnectAgent: (id: string) => request<unknown>(`/api/account/agents/${id}`, { method: 'DELETE' }),
  proposals: () => request<ProposalsAnswer>('/api/proposals'),
  decideProposals: (verb: 'approve' | 'refuse', which: DecideProposalsBody) =>
    post<ProposalsDecidedAnswer>(`/api/proposals/${verb}`, which),
  importFile: ({ format, text }: ImportedFile, { dryRun }: { dryRun: boolean }) =>
    request<ImportAnswer>(`/api/import?format=${format}&dry_run=${dryRun}`, {
      method: 'POST',
      text,
      headers: { 'Content-Type': fileTypes[format] },
    }),
}

const post = <T>(path: string, body?: unknown): Promise<T> => request<T>(path, { method: 'POST', body })
