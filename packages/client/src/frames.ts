/** One message of a stream of server-sent events. `event` is null where it has no name. */
export type StreamFrame = { id: string | null; event: string | null; data: string }

/**
 * The frames of an answer, as they come. One that the stream ends within is not told: it may be half of what it was. Who
 * stops reading ends the request. Throws what the connection breaks off with. `onHeard` is told of all that comes, also of
 * comments, by which a server says that it is there.
 */
export async function* readFrames(
  { body }: Pick<Response, 'body'>,
  onHeard?: () => void,
): AsyncGenerator<StreamFrame, void> {
  if (!body) return
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const lines = createLines()
  let fields = new Map<string, string>()
  try {
    for (let isOver = false; !isOver; ) {
      const { done, value } = await reader.read()
      onHeard?.()
      isOver = done
      for (const line of lines.push(done ? decoder.decode() : decoder.decode(value, { stream: true }))) {
        if (line !== '') addField(fields, line)
        else {
          const frame = frameOf(fields)
          fields = new Map()
          if (frame) yield frame
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** The lines that have ended so far: by LF, CR, or both, which may come in different pieces. */
function createLines() {
  let rest = ''
  let endedByReturn = false
  return {
    push(piece: string): string[] {
      if (piece === '') return []
      const text = endedByReturn && piece.startsWith('\n') ? piece.slice(1) : piece
      endedByReturn = piece.endsWith('\r')
      const lines = (rest + text).split(/\r\n|\n|\r/)
      rest = lines.pop() ?? ''
      return lines
    },
  }
}

/** `name: value`; a line that begins with a colon is a comment. */
function addField(fields: Map<string, string>, line: string): void {
  const colon = line.indexOf(':')
  const name = colon === -1 ? line : line.slice(0, colon)
  const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '')
  const before = fields.get(name)
  fields.set(name, name === 'data' && before !== undefined ? `${before}\n${value}` : value)
}

function frameOf(fields: ReadonlyMap<string, string>): StreamFrame | null {
  const data = fields.get('data')
  return data === undefined
    ? null
    : { id: fields.get('id') ?? null, event: fields.get('event') || null, data }
}
