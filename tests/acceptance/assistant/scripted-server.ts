import { createServer, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { chatCompletions } from './protocols/chat-completions.ts'
import type { Protocol, Said } from './protocols/protocol.ts'
import { responses } from './protocols/responses.ts'

/** What the model "says" to one request, or what goes wrong instead. */
export type Step = Said | Fault
/** A status, a connection that breaks off within the stream, one that says nothing more. */
type Fault = { fault: number; headers?: Record<string, string> } | { fault: 'breaks' | 'stalls' }

export type Asked = {
  path: string
  stream: boolean
  /** Whether the service may keep the answer; undefined where nothing is said. */
  store: unknown
  tools: string[]
  messages: { role: string; content: unknown }[]
}

export type ScriptedServer = {
  /** For `openai.base_url`. */
  url: string
  /** The requests so far. */
  asked: Asked[]
  /** Puts steps at the end of the script. */
  script(...steps: Step[]): void
  close(): Promise<void>
}

/** A server that speaks Chat Completions and Responses, streamed or whole, and follows a script whatever it is told. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const steps: Step[] = []
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request))
    const path = request.url ?? ''
    const protocol = path.endsWith('/responses') ? responses : chatCompletions
    asked.push({ path, stream: body.stream === true, store: body.store, ...protocol.read(body) })
    const step = steps.shift() ?? { text: 'That is all.' }
    if ('fault' in step) sendFault(response, step, protocol)
    else if (body.stream === true) {
      response.setHeader('content-type', 'text/event-stream')
      for (const frame of protocol.frames(step)) response.write(frame)
      response.end()
    } else {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(protocol.whole(step)))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    asked,
    script: (...more) => steps.push(...more),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function sendFault(response: ServerResponse, step: Fault, { beginning }: Protocol): void {
  if (typeof step.fault === 'number') {
    response.writeHead(step.fault, {
      'content-type': 'application/json',
      ...('headers' in step && step.headers),
    })
    response.end(JSON.stringify({ error: { message: 'secret detail', type: 'x', code: 'x' } }))
    return
  }
  response.setHeader('content-type', 'text/event-stream')
  response.write(beginning('Half an ans'))
  if (step.fault === 'breaks') setImmediate(() => response.destroy())
}
