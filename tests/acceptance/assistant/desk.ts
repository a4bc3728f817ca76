import { createAssistant, type ModelConfig } from '@todo/assistant/agent'
import { createMcpEndpoint } from '@todo/assistant/mcp'
import { createTaskService, type Store, type TaskService } from '@todo/core'
import { createMemoryStore } from '@todo/store/memory'
import { makeContext } from '@todo/testing/factories'

export const today = '2026-12-02'
export const builtin: ModelConfig = {
  api_key: null,
  base_url: null,
  model: 'gpt-4o',
  api: null,
  context_tokens: null,
}

export type Desk = {
  tasks: TaskService
  /** The assistant, built anew as another process would build it. */
  open(): ReturnType<typeof createAssistant>
  close(): Promise<void>
}

type DeskOptions = {
  model?: ModelConfig
  scopes?: readonly ('read' | 'write')[]
  store?: Store
  modelTimeoutMs?: number
}

/** One person's list in memory, and the assistant on it through the real MCP endpoint. */
export function makeDesk({
  model = builtin,
  scopes = ['read', 'write'],
  store = createMemoryStore(),
  modelTimeoutMs,
}: DeskOptions = {}): Desk {
  const tasks = createTaskService(makeContext(store, { actor: 'assistant', client: 'chat' }))
  const endpoint = createMcpEndpoint({ version: '0', bodyBytesMax: 1_000_000, onFault: () => undefined })
  const caller = {
    userId: 'u',
    sessionId: 's',
    scopes,
    name: 'chat',
    follow: null,
    tasks: () => tasks,
    today: async () => today,
  }
  return {
    tasks,
    open: () =>
      createAssistant({
        model,
        day: { today, locale: null },
        ...(modelTimeoutMs !== undefined && { modelTimeoutMs }),
        fetchMcp: (request) => endpoint.fetch(request, caller),
      }),
    close: () => endpoint.close(),
  }
}
