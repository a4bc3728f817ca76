import { callsOf, interleaved, listIn, type Protocol, piecesOf, type Said } from './protocol.ts'

const answer = { id: 'chatcmpl-1', created: 1, model: 'scripted' }
const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 }

function chunk(delta: object, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }]
  return `data: ${JSON.stringify({ ...answer, object: 'chat.completion.chunk', choices })}\n\n`
}

function finishOf(said: Said): string {
  if ('calls' in said) return 'tool_calls'
  return 'text' in said ? (said.finish ?? 'stop') : 'stop'
}

/** `POST /chat/completions`: https://platform.openai.com/docs/api-reference/chat */
export const chatCompletions: Protocol = {
  read: ({ tools, messages }) => ({
    tools: listIn(tools).flatMap(({ function: called }) =>
      typeof called === 'object' && called !== null && 'name' in called ? String(called.name) : [],
    ),
    messages: listIn(messages).map(({ role, content }) => ({ role: String(role), content })),
  }),

  *frames(said) {
    const calls = callsOf(said)
    if ('text' in said) for (const content of piecesOf(said.text)) yield chunk({ role: 'assistant', content })
    if ('refusal' in said)
      for (const refusal of piecesOf(said.refusal)) yield chunk({ role: 'assistant', refusal })
    for (const [index, { id, name }] of calls.entries()) {
      const called = { index, id, type: 'function', function: { name, arguments: '' } }
      yield chunk({ role: 'assistant', tool_calls: [called] })
    }
    for (const { index, piece } of interleaved(calls)) {
      yield chunk({ tool_calls: [{ index, function: { arguments: piece } }] })
    }
    yield chunk({}, finishOf(said))
    yield 'data: [DONE]\n\n'
  },

  beginning: (content) => chunk({ role: 'assistant', content }),

  whole(said) {
    const calls = callsOf(said).map(({ id, ...called }) => ({ id, type: 'function', function: called }))
    const message = {
      role: 'assistant',
      content: 'text' in said ? said.text : null,
      refusal: 'refusal' in said ? said.refusal : null,
      ...(calls.length > 0 && { tool_calls: calls }),
    }
    const choices = [{ index: 0, message, finish_reason: finishOf(said) }]
    return { ...answer, object: 'chat.completion', choices, usage }
  },
}
