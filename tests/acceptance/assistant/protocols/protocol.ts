/** What a model says: calls of tools, a sentence that may not be whole, or that it refuses. */
export type Said =
  | { calls: readonly { name: string; arguments: unknown }[] }
  | { text: string; finish?: 'stop' | 'length' | 'content_filter' }
  | { refusal: string }

/** How a service puts it, as OpenAI documents it. */
export type Protocol = {
  /** What a request offers and says. */
  read(body: Record<string, unknown>): { tools: string[]; messages: { role: string; content: unknown }[] }
  /** The stream of an answer, in pieces of a few characters. */
  frames(said: Said): Iterable<string>
  /** The stream of an answer that has said no more than this. */
  beginning(text: string): string
  /** The answer in one. */
  whole(said: Said): unknown
}

export const piecesOf = (text: string): readonly string[] => text.match(/.{1,5}/gs) ?? []

let calls = 0

export type Call = { id: string; name: string; arguments: string }

export const callsOf = (said: Said): Call[] =>
  'calls' in said
    ? said.calls.map((call) => ({
        id: `call_${++calls}`,
        name: call.name,
        arguments: JSON.stringify(call.arguments),
      }))
    : []

/** The pieces of all calls in turn, as services send those that go on at once. */
export function* interleaved(all: readonly Call[]): Generator<{ index: number; piece: string }> {
  const pieces = all.map((call) => piecesOf(call.arguments))
  const longest = Math.max(0, ...pieces.map(({ length }) => length))
  for (let at = 0; at < longest; at += 1) {
    for (const [index, own] of pieces.entries()) {
      const piece = own[at]
      if (piece !== undefined) yield { index, piece }
    }
  }
}

/** The members of an array of objects; nothing where there is none. */
export const listIn = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value : [])
