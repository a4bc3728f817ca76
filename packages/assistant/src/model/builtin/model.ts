import type { Model, ModelRequest, StreamEvent } from '@openai/agents'
import { readTurns } from './read-input.ts'
import type { Move } from './replay.ts'
import { respond } from './respond.ts'
import type { Day } from './understand/understand.ts'

/** What the model is called where models are named. */
export const builtinModelName = 'builtin'

/**
 * The rules as a model of the Agents SDK. `day` tells what "today" is for the person who speaks. The results of the
 * tools must be their structured content.
 */
export function createBuiltinModel(day: () => Day): Model {
  const move = (request: ModelRequest): Move => allowed(respond(readTurns(request.input), day()), request)
  return {
    async getResponse(request) {
      request.signal?.throwIfAborted()
      // Loaded only here, where the SDK runs anyway: who needs the rules alone does not pay for it.
      const { Usage } = await import('@openai/agents')
      return { usage: new Usage(unmetered), output: outputOf(move(request)), responseId: crypto.randomUUID() }
    },
    async *getStreamedResponse(request) {
      yield { type: 'response_started' }
      const made = move(request)
      for (const delta of 'text' in made ? piecesOf(made.text) : []) {
        request.signal?.throwIfAborted()
        yield { type: 'output_text_delta', delta }
      }
      const response = { id: crypto.randomUUID(), usage: unmetered, output: outputOf(made) }
      yield { type: 'response_done', response }
    },
  }
}

/** A credential that may only read has no tools that write. */
function allowed(move: Move, { tools }: ModelRequest): Move {
  if ('text' in move) return move
  const names = new Set(tools.map((tool) => (tool.type === 'function' ? tool.name : '')))
  return move.calls.every(({ name }) => names.has(name))
    ? move
    : { text: 'I may only read this list, so I changed nothing.' }
}

type DoneEvent = Extract<StreamEvent, { type: 'response_done' }>
type Output = DoneEvent['response']['output']

/** Nothing is counted in tokens where no AI is asked. */
const unmetered = { requests: 1, inputTokens: 0, outputTokens: 0, totalTokens: 0 }

function outputOf(move: Move): Output {
  if ('text' in move) {
    const content = [{ type: 'output_text' as const, text: move.text }]
    return [{ type: 'message', role: 'assistant', status: 'completed', content }]
  }
  return move.calls.map((call) => ({
    type: 'function_call',
    callId: `call_${crypto.randomUUID()}`,
    name: call.name,
    arguments: JSON.stringify(call.arguments),
    status: 'completed',
  }))
}

/** Words with the white space after them. */
function piecesOf(text: string): string[] {
  return text.match(/\s*\S+\s*/g) ?? []
}
