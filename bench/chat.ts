import pg from 'pg'
import type { ProductInput, ProductPorts } from './chat/product.ts'
import { type Figure, type Measured, pair, ratioOf } from './figure.ts'
import { residentBytes } from './server/cpu.ts'
import { openHouse } from './server/house.ts'
import { makeUsers, type Person, signIn } from './server/people.ts'
import { startWorker } from './server/processes.ts'

const streamCount = 200
const rounds = 40

type Ground = {
  pid: number
  api: string
  assistant: string
  bare: { origin: string; pid: number }
  people: readonly Person[]
}

let ground: Promise<Ground> | undefined

async function prepare(): Promise<Ground> {
  const house = await openHouse()
  const databaseUrl = await house.database('chat')
  const product = startWorker('../chat/product.ts')
  const input: ProductInput = { databaseUrl, folder: house.folder }
  const ports = await product.ask<ProductPorts>(input)
  const [api, assistant] = [ports.api, ports.assistant].map((port) => `http://127.0.0.1:${port}`)
  if (!api || !assistant) throw new Error('The product has two addresses')
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  await makeUsers(database, streamCount + 1)
  const people = await signIn(database, api, streamCount + 1)
  await database.query('VACUUM ANALYZE')
  await database.end()
  const worker = startWorker('../chat/bare-sse.ts')
  const { port } = await worker.ask<{ port: number }>({})
  const bare = { origin: `http://127.0.0.1:${port}`, pid: worker.pid }
  return { pid: product.pid, api, assistant, bare, people }
}

const prepared = (): Promise<Ground> => {
  ground ??= prepare()
  return ground
}

async function post(url: string, body: object, token = '', headers: object = {}): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify(body),
  })
  if (response.ok) return response
  throw new Error(`${url} was answered with ${response.status}: ${await response.text()}`)
}

/** Waits for the first frame; the rest is read outside of what is timed. */
async function firstFrame(response: Response, rest: Promise<unknown>[]): Promise<void> {
  const reader = response.body?.getReader()
  await reader?.read()
  rest.push(readOn(reader))
}

async function readOn(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<void> {
  while (reader && !(await reader.read()).done);
}

async function measureFirstFrame(): Promise<Measured> {
  const { assistant, bare, people } = await prepared()
  const [person] = people
  const rest: Promise<unknown>[] = []
  const body = { message: 'hello' }
  const measured = await pair(
    async () => {
      await Promise.all(rest.splice(0))
      await firstFrame(await post(`${assistant}/api/chat/message`, body, person?.token), rest)
    },
    async () => {
      await Promise.all(rest.splice(0))
      await firstFrame(await post(`${bare.origin}/`, body), rest)
    },
    rounds,
  )
  await Promise.all(rest)
  return measured
}

/** The tool called over `/mcp` against the same verb over HTTP, so many times in a round. */
async function measureTool(tool: string, args: object, verb: (ground: Ground, token: string) => unknown) {
  const found = await prepared()
  const token = found.people[0]?.token ?? ''
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: tool, arguments: args } }
  const headers = { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-06-18' }
  const byTool = async (): Promise<void> => {
    const answer = await (await post(`${found.assistant}/mcp`, call, token, headers)).text()
    if (!answer.includes('structuredContent')) throw new Error(answer)
  }
  const times = async (act: () => unknown): Promise<void> => {
    for (let count = 0; count < 10; count += 1) await act()
  }
  return pair(
    () => times(byTool),
    () => times(() => verb(found, token)),
    rounds,
  )
}

/** So many people say something at once; each gets all frames, and each task is there. Bytes of memory for each stream. */
async function measureStreams(): Promise<Measured> {
  const { pid, api, assistant, bare, people } = await prepared()
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const body = { message: `add stream number ${round}` }
    const speak = async (url: string, token?: string): Promise<void> => {
      const text = await (await post(url, body, token)).text()
      if (!text.endsWith('data: [DONE]\n\n')) throw new Error(`A stream was not told to its end: ${text}`)
    }
    const told = people.slice(1)
    theirs.push(await mostHeld(bare.pid, Promise.all(told.map(() => speak(bare.origin)))))
    ours.push(
      await mostHeld(
        pid,
        Promise.all(told.map(({ token }) => speak(`${assistant}/api/chat/message`, token))),
      ),
    )
    for (const { token } of told) {
      const response = await fetch(`${api}/api/tasks?limit=10`, {
        headers: { authorization: `Bearer ${token}` },
      })
      const total = totalIn(await response.json())
      if (total !== round + 1) throw new Error(`There are ${total} tasks where ${round + 1} were asked for`)
    }
  }
  const each = Math.round(ours.reduce((most, bytes) => Math.max(most, bytes), 0) / streamCount / 1024)
  return { ...ratioOf(ours, theirs), absolute: `${each} kB for each at most` }
}

const totalIn = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null && 'total' in answer ? answer.total : null

/** The most memory that a process held beyond what it held before, while something went on. */
async function mostHeld(pid: number, work: Promise<unknown>): Promise<number> {
  const before = residentBytes(pid)
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, residentBytes(pid))
  }, 20)
  await work.finally(() => clearInterval(timer))
  return Math.max(most - before, 4096)
}

export const chatFigures: Figure[] = [
  {
    name: 'first frame of an answer, builtin model',
    baseline: 'bare `node:http`, an echo in frames',
    bound: { most: 3 },
    measure: measureFirstFrame,
  },
  {
    name: 'create_task at `/mcp`',
    baseline: '`POST /api/tasks`',
    bound: { most: 1.5 },
    measure: () =>
      measureTool('create_task', { title: 'Call the plumber' }, async ({ api }, token) =>
        (await post(`${api}/api/tasks`, { title: 'Call the plumber' }, token)).text(),
      ),
  },
  {
    name: 'list_tasks at `/mcp`',
    baseline: '`GET /api/tasks`',
    bound: { most: 1.5 },
    measure: () =>
      measureTool('list_tasks', { limit: 50 }, async ({ api }, token) =>
        (await fetch(`${api}/api/tasks?limit=50`, { headers: { authorization: `Bearer ${token}` } })).text(),
      ),
  },
  {
    name: `memory of ${streamCount} answers at once, each to its end`,
    baseline: 'bare `node:http`, an echo in frames',
    bound: null,
    measure: measureStreams,
  },
]
