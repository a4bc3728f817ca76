import { createServer, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

/** What the model "says" to one request: calls of tools, or a sentence. */
export type Step =
  | { calls: readonly { name: string; arguments: unknown }[] }
  | { text: string; finish?: 'stop' | 'length' | 'content_filter' }
  | Fault
/** What goes wrong: a status, a connection that breaks off within the stream, one that says nothing more. */
type Fault = { fault: number; headers?: Record<string, string> } | { fault: 'breaks' | 'stalls' }

export type Asked = { stream: boolean; tools: string[]; messages: { role: string; content: unknown }[] }

export type ScriptedServer = {
  /** For `openai.base_url`. */
  url: string
  /** The requests so far. */
  asked: Asked[]
  /** Puts steps at the end of the script. */
  script(...steps: Step[]): void
  close(): Promise<void>
}

/** A server that speaks Chat Completions, streamed or whole, and follows a script whatever it is told. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const steps: Step[] = []
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request))
    const names = (body.tools ?? []).map((tool: { function: { name: string } }) => tool.function.name)
    asked.push({ stream: body.stream === true, tools: names, messages: body.messages })
    const step = steps.shift() ?? { text: 'That is all.' }
    if ('fault' in step) sendFault(response, step)
    else if (body.stream === true) sendStream(response, step)
    else sendWhole(response, step)
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

function sendFault(response: ServerResponse, step: Fault): void {
  if (typeof step.fault === 'number') {
    response.writeHead(step.fault, {
      'content-type': 'application/json',
      ...('headers' in step && step.headers),
    })
    response.end(JSON.stringify({ error: { message: 'secret detail', type: 'x', code: 'x' } }))
    return
  }
  response.setHeader('content-type', 'text/event-stream')
  const choices = [{ index: 0, delta: { role: 'assistant', content: 'Half an ans' }, finish_reason: null }]
  response.write(`data: ${JSON.stringify({ ...frame, object: 'chat.completion.chunk', choices })}\n\n`)
  if (step.fault === 'breaks') setImmediate(() => response.destroy())
}

function finishOf(step: Exclude<Step, Fault>): string {
  return 'text' in step ? (step.finish ?? 'stop') : 'stop'
}

const frame = { id: 'chatcmpl-1', created: 1, model: 'scripted', context_tokens: null }
let calls = 0

function toolCallsOf(step: Exclude<Step, Fault>) {
  return 'text' in step
    ? []
    : step.calls.map((call, index) => ({
        index,
        id: `call_${++calls}`,
        type: 'function',
        function: { name: call.name, arguments: JSON.stringify(call.arguments) },
      }))
}

function sendWhole(response: ServerResponse, step: Exclude<Step, Fault>): void {
  const tools = toolCallsOf(step)
  const content = 'text' in step ? step.text : null
  const message = { role: 'assistant', content, ...(tools.length > 0 && { tool_calls: tools }) }
  const choices = [{ index: 0, message, finish_reason: tools.length > 0 ? 'tool_calls' : 'stop' }]
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 }
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ ...frame, object: 'chat.completion', choices, usage }))
}

/** Arguments come in pieces of a few characters, as services send them. */
function sendStream(response: ServerResponse, step: Exclude<Step, Fault>): void {
  response.setHeader('content-type', 'text/event-stream')
  const send = (delta: unknown, finish: string | null = null): void => {
    const choices = [{ index: 0, delta, finish_reason: finish }]
    response.write(`data: ${JSON.stringify({ ...frame, object: 'chat.completion.chunk', choices })}\n\n`)
  }
  const tools = toolCallsOf(step)
  if ('text' in step)
    for (const piece of step.text.match(/.{1,5}/gs) ?? []) send({ role: 'assistant', content: piece })
  for (const { function: called, ...tool } of tools) {
    send({ role: 'assistant', tool_calls: [{ ...tool, function: { name: called.name, arguments: '' } }] })
    for (const piece of called.arguments.match(/.{1,7}/gs) ?? []) {
      send({ tool_calls: [{ index: tool.index, function: { arguments: piece } }] })
    }
  }
  send({}, tools.length > 0 ? 'tool_calls' : finishOf(step))
  response.end('data: [DONE]\n\n')
}
