import { type Call, callsOf, interleaved, listIn, type Protocol, piecesOf, type Said } from './protocol.ts'

const usage = {
  input_tokens: 10,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 5,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 15,
}

function responseOf(status: string, output: readonly object[], rest: object = {}): object {
  const made = { id: 'resp_1', object: 'response', created_at: 1, model: 'scripted', error: null }
  return { ...made, incomplete_details: null, status, output, ...rest }
}

const messageOf = (status: string, content: readonly object[]): object => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  status,
  content,
})

const callOf = ({ id, name, arguments: args }: Call, status: string): object => ({
  id: `fc_${id}`,
  type: 'function_call',
  status,
  call_id: id,
  name,
  arguments: args,
})

const textPart = (text: string): object => ({ type: 'output_text', text, annotations: [] })

function contentOf(said: Said): object[] {
  if ('text' in said) return [textPart(said.text)]
  return 'refusal' in said ? [{ type: 'refusal', refusal: said.refusal }] : []
}

/** The answer when it has ended. */
function ended(said: Said, calls: readonly Call[]): { type: string; response: object } {
  const content = contentOf(said)
  const finish = 'text' in said ? (said.finish ?? 'stop') : 'stop'
  const status = finish === 'stop' ? 'completed' : 'incomplete'
  const output = [
    ...(content.length > 0 ? [messageOf(status, content)] : []),
    ...calls.map((call) => callOf(call, 'completed')),
  ]
  const reason = finish === 'length' ? 'max_output_tokens' : finish
  const why = finish === 'stop' ? {} : { incomplete_details: { reason } }
  return { type: `response.${status}`, response: responseOf(status, output, { usage, ...why }) }
}

/** Numbers the events, and writes them as they are sent. */
function* numbered(events: Iterable<{ type: string }>): Generator<string> {
  let number = 0
  for (const event of events) {
    yield `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number: number })}\n\n`
    number += 1
  }
}

type Event = { type: string; [name: string]: unknown }

function* begun(empty: object): Generator<Event> {
  const response = responseOf('in_progress', [])
  yield { type: 'response.created', response }
  yield { type: 'response.in_progress', response }
  yield { type: 'response.output_item.added', output_index: 0, item: messageOf('in_progress', []) }
  yield { type: 'response.content_part.added', ...place, part: empty }
}

const place = { output_index: 0, item_id: 'msg_1', content_index: 0 }

function* spoken(
  kind: 'output_text' | 'refusal',
  text: string,
  content: readonly object[],
): Generator<Event> {
  const name = kind === 'refusal' ? 'refusal' : 'text'
  yield* begun(kind === 'refusal' ? { type: 'refusal', refusal: '' } : textPart(''))
  for (const delta of piecesOf(text)) yield { type: `response.${kind}.delta`, ...place, delta, logprobs: [] }
  yield { type: `response.${kind}.done`, ...place, [name]: text, logprobs: [] }
  yield { type: 'response.content_part.done', ...place, part: content[0] }
  yield { type: 'response.output_item.done', output_index: 0, item: messageOf('completed', content) }
}

function* called(calls: readonly Call[]): Generator<Event> {
  yield { type: 'response.created', response: responseOf('in_progress', []) }
  for (const [index, call] of calls.entries()) {
    const item = callOf({ ...call, arguments: '' }, 'in_progress')
    yield { type: 'response.output_item.added', output_index: index, item }
  }
  for (const { index, piece } of interleaved(calls)) {
    const item = `fc_${calls[index]?.id}`
    yield {
      type: 'response.function_call_arguments.delta',
      output_index: index,
      item_id: item,
      delta: piece,
    }
  }
  for (const [index, call] of calls.entries()) {
    const at = { output_index: index, item_id: `fc_${call.id}` }
    yield { type: 'response.function_call_arguments.done', ...at, arguments: call.arguments }
    yield { type: 'response.output_item.done', output_index: index, item: callOf(call, 'completed') }
  }
}

/** `POST /responses`: https://platform.openai.com/docs/api-reference/responses-streaming */
export const responses: Protocol = {
  read: ({ tools, input }) => ({
    tools: listIn(tools).map(({ name }) => String(name)),
    messages: listIn(input).map(({ role, type, content, output }) => ({
      role: String(role ?? type),
      content: content ?? output,
    })),
  }),

  *frames(said) {
    const calls = callsOf(said)
    function* events(): Generator<Event> {
      if ('text' in said) yield* spoken('output_text', said.text, contentOf(said))
      else if ('refusal' in said) yield* spoken('refusal', said.refusal, contentOf(said))
      else yield* called(calls)
      yield ended(said, calls)
    }
    yield* numbered(events())
  },

  beginning(text) {
    const delta = { type: 'response.output_text.delta', ...place, delta: text, logprobs: [] }
    return [...numbered([...begun(textPart('')), delta])].join('')
  },

  whole: (said) => ended(said, callsOf(said)).response,
}
