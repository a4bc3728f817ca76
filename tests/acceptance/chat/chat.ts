import { type AiService, createApp } from '@todo/ai-service'
import type { ModelConfig } from '@todo/assistant/agent'
import { createLog } from '@todo/telemetry'
import type { ChatConfig } from '../../../apps/ai-service/src/chat/chat.ts'
import { serve } from '../../../apps/ai-service/src/serve.ts'
import { type Api, startApi } from '../api/api.ts'

export type ChatServer = {
  api: Api
  url: string
  logged: readonly string[]
  /** Stops the service and starts it anew on the same database. */
  restart(): Promise<void>
  stop(): Promise<void>
  /** Forgets what is old, as is done every hour. */
  retain(): Promise<void>
}

type Options = { model?: ModelConfig; settings?: Partial<ChatConfig> }

const builtin: ModelConfig = {
  api_key: null,
  base_url: null,
  model: 'gpt-4o',
  api: null,
  context_tokens: null,
}

const defaults: ChatConfig = {
  messages_per_minute: 1_000,
  tokens_per_day: 1_000_000,
  run_minutes: 5,
  frame_hours: 24,
}

/** The backend, and beside it the service with the chat, both over real HTTP, on a database of their own. */
export async function startChat({ model = builtin, settings = {} }: Options = {}): Promise<ChatServer> {
  const api = await startApi()
  const logged: string[] = []
  let service: AiService
  const open = () => {
    service = createApp({
      access: api.inside,
      publicUrl: null,
      allowedOrigins: [],
      chat: { pool: api.pool, model, settings: { ...defaults, ...settings } },
      log: createLog('DEBUG', (line) => logged.push(line)),
    })
    return serve(service, { host: '127.0.0.1', port: 0 })
  }
  let serving = await open()
  return {
    api,
    get url() {
      return `http://127.0.0.1:${serving.port}`
    },
    logged,
    async restart() {
      await serving.stop({ quietMs: 0 })
      serving = await open()
    },
    retain: () => service.retain(),
    async stop() {
      await serving.stop({ quietMs: 0 })
      await api.stop()
    },
  }
}

export type Told = { id: number; event: string | null; data: string }

/** An answer that was read to its end. */
export type Said = {
  status: number
  headers: Headers
  text: string
  frames: readonly Told[]
  conversationId: string
  runId: string
  /** What events of a name said. */
  events(name: string): readonly Record<string, unknown>[]
}

/** What the person of a token does in the chat. */
export function speakAs(server: Pick<ChatServer, 'url'>, token: string) {
  const request = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/chat${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  return {
    request,
    say: async (message: string, conversationId?: string): Promise<Said> =>
      read(
        await request('POST', '/message', {
          message,
          ...(conversationId !== undefined && { conversation_id: conversationId }),
        }),
      ),
    decide: async (approvalId: unknown, approved: boolean): Promise<Said> =>
      read(await request('POST', `/approvals/${String(approvalId)}`, { approved })),
    events: async (runId: string, last?: number): Promise<Said> =>
      read(
        await request(
          'GET',
          `/runs/${runId}/events`,
          undefined,
          last === undefined ? {} : { 'last-event-id': String(last) },
        ),
      ),
    json: async (method: string, path: string, body?: unknown) => {
      const response = await request(method, path, body)
      const text = await response.text()
      return { status: response.status, body: text === '' ? null : JSON.parse(text) }
    },
  }
}

async function read(response: Response): Promise<Said> {
  const frames = framesIn(await response.text())
  const texts = frames.filter(({ event, data }) => event === null && data !== '[DONE]')
  return {
    status: response.status,
    headers: response.headers,
    text: texts.map(({ data }) => JSON.parse(data).text).join(''),
    frames,
    conversationId: response.headers.get('x-conversation-id') ?? '',
    runId: response.headers.get('x-run-id') ?? '',
    events: (name) => frames.filter(({ event }) => event === name).map(({ data }) => JSON.parse(data)),
  }
}

function framesIn(text: string): Told[] {
  return text.split('\n\n').flatMap((block) => {
    const fields = new Map(
      block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
    )
    const data = fields.get('data')
    return data === undefined
      ? []
      : [{ id: Number(fields.get('id')), event: fields.get('event') ?? null, data }]
  })
}
