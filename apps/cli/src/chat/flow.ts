import { safeLines } from '../format/text.ts'
import { measureFor } from '../format/width.ts'
import type { Output } from '../io.ts'

export type Flow = {
  /** Writes a piece; on a terminal lines break between words. */
  write(text: string): Promise<void>
  /** Ends the line that is open, if one is. */
  endLine(): Promise<void>
}

/** Text that comes in pieces: onto a terminal word by word in its width, into a pipe as it is. */
export function createFlow(output: Output): Flow {
  let column = 0
  /** White space and a word that may go on in the next piece. */
  let held = ''

  const put = async (text: string): Promise<void> => {
    const [, space = '', word = ''] = /^(\s*)(\S*)$/.exec(text) ?? []
    const measure = await measureFor([word])
    const lines = space.split('\n')
    const indent = lines.at(-1) ?? ''
    const isNewLine = lines.length > 1
    const width = measure(word)
    const start = isNewLine ? 0 : column
    const breaks = word !== '' && start > 0 && start + indent.length + width > output.columns
    // What is left of the space at a line's end would only begin the next one.
    const written = breaks ? `${'\n'.repeat(Math.max(1, lines.length - 1))}${word}` : text
    column = breaks ? width : start + indent.length + width
    await output.write(written)
  }
  const release = async (): Promise<void> => {
    const text = held
    held = ''
    if (text !== '') await put(text)
  }

  return {
    async write(text) {
      const safe = safeLines(text)
      if (!output.isTerminal) {
        if (safe !== '') column = safe.endsWith('\n') ? 0 : 1
        return output.write(safe)
      }
      for (const piece of safe.match(/\s+|\S+/g) ?? []) {
        // A word is whole when white space follows.
        if (/^\s/.test(piece) && /\S$/.test(held)) await release()
        held += piece
      }
    },
    async endLine() {
      await release()
      if (column > 0) await output.write('\n')
      column = 0
    },
  }
}
