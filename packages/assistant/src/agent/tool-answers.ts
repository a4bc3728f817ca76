import { parsed, read } from '@todo/core/loose-json'

/** What tools have answered over MCP, beside the text that the model is shown: their data, with the operation id. */
export type ToolAnswers = {
  /** Answers a request, and remembers what a tool has said. */
  fetch(request: Request): Promise<Response>
  /** The answer to a call, once; `null` where none is known. */
  take(name: string, args: unknown): ToolAnswer | null
}
export type ToolAnswer = { text: string; data: unknown; isError: boolean }

export function rememberAnswers(answer: (request: Request) => Promise<Response>): ToolAnswers {
  const answers = new Map<string, ToolAnswer[]>()
  return {
    async fetch(request) {
      const body = request.method === 'POST' ? await request.clone().text() : ''
      const call = parsed(body)
      const response = await answer(request)
      if (read(call, 'method') !== 'tools/call') return response
      const key = keyOf(read(read(call, 'params'), 'name'), read(read(call, 'params'), 'arguments'))
      const said = answerIn(await response.clone().text())
      if (said) answers.set(key, [...(answers.get(key) ?? []), said])
      return response
    },
    take: (name, args) => answers.get(keyOf(name, args))?.shift() ?? null,
  }
}

const keyOf = (name: unknown, args: unknown): string => `${String(name)} ${JSON.stringify(args ?? {})}`

/** The result in an answer, which is JSON or a stream of events. */
function answerIn(text: string): ToolAnswer | null {
  const bodies = text.startsWith('{')
    ? [text]
    : [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => data ?? '')
  for (const body of bodies) {
    const result = read(parsed(body), 'result')
    const content = read(result, 'content')
    if (!Array.isArray(content)) continue
    const texts = content
      .map((block: unknown) => read(block, 'text'))
      .filter((each) => typeof each === 'string')
    return {
      text: texts.join('\n'),
      data: read(result, 'structuredContent') ?? null,
      isError: read(result, 'isError') === true,
    }
  }
  return null
}
