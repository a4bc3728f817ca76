import { randomUUID } from 'node:crypto'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { createApp } from '@todo/ai-service'
import { createLog } from '@todo/telemetry'
import { serve } from '../../../apps/ai-service/src/serve.ts'
import { type Api, startApi } from '../api/api.ts'
import { type Person, signUp } from '../api/person.ts'

export type Agents = {
  api: Api
  /** Where `/mcp` is. */
  url: URL
  logged: readonly string[]
  stop(): Promise<void>
}

/** The backend and beside it, in the same process, the service for agents, both over real HTTP. */
export async function startAgents(): Promise<Agents> {
  const api = await startApi()
  const logged: string[] = []
  const app = createApp({
    access: api.inside,
    publicUrl: null,
    allowedOrigins: [],
    log: createLog('DEBUG', (line) => logged.push(line)),
  })
  const serving = await serve(app, { host: '127.0.0.1', port: 0 })
  return {
    api,
    url: new URL(`http://127.0.0.1:${serving.port}/mcp`),
    logged,
    async stop() {
      await serving.stop({ quietMs: 0 })
      await api.stop()
    },
  }
}

export type AgentOptions = {
  name?: string
  /** Speaks the protocol of 2025, with a handshake. */
  isOld?: boolean
}

/** An agent that has connected with a token. */
export async function connect(
  url: URL,
  token: string,
  { name = 'helper', isOld = false }: AgentOptions = {},
) {
  const client = new Client(
    { name, version: '1.0.0' },
    { versionNegotiation: { mode: isOld ? 'legacy' : 'auto' } },
  )
  await client.connect(
    new StreamableHTTPClientTransport(url, {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    }),
  )
  return client
}

export type Called = { text: string; note: string; isError: boolean; data: Readonly<Record<string, unknown>> }

/** Calls a tool, and takes the answer apart. The SDK's client has checked it against the output schema. */
export async function call(
  client: Client,
  name: string,
  args: Record<string, unknown> = {},
): Promise<Called> {
  const { content, isError, structuredContent } = await client.callTool({ name, arguments: args })
  const [text = '', note = ''] = content.map((block) => (block.type === 'text' ? block.text : block.type))
  return { text, note, isError: isError === true, data: { ...Object(structuredContent) } }
}

/** Somebody new, and an agent of theirs with a key of the scopes named. */
export async function personWithAgent(
  { api, url }: Agents,
  { scopes = ['tasks:read', 'tasks:write'], ...options }: AgentOptions & { scopes?: readonly string[] } = {},
): Promise<{ person: Person; agent: Client; keyId: string }> {
  const person = await signUp(api)
  const { id, key } = await makeKey(person, scopes)
  return { person, agent: await connect(url, key, options), keyId: id }
}

/** A key under a name of its own. */
export async function makeKey(
  person: Person,
  scopes: readonly string[] = ['tasks:read', 'tasks:write'],
  name = `key ${randomUUID()}`,
): Promise<{ id: string; key: string }> {
  const answer = await person.post('/api/account/api-keys', { name, scopes })
  const { id, key } = Object(answer.body)
  return { id: String(id), key: String(key) }
}
