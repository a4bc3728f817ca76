import { groupDigits, safeLines } from '../format/text.ts'
import { measureFor, truncate } from '../format/width.ts'
import type { Session } from '../session.ts'
import { createFlow } from './flow.ts'
import type { ChatFrame } from './frame.ts'
import { toolLine } from './tool-line.ts'

/** Shows frames to a person: what is said on stdout, what is done beside it on stderr. */
export function createView({ io, style }: Session): (frame: ChatFrame) => Promise<void> {
  const flow = createFlow(io.stdout)
  const note = async (text: string): Promise<void> => {
    await flow.endLine()
    await io.stderr.write(`${text}\n`)
  }
  return async (frame) => {
    switch (frame.event) {
      case 'text':
        return flow.write(frame.data.text)
      case 'tool_call': {
        const line = toolLine(frame.data)
        const fitting = io.stderr.isTerminal
          ? truncate(line, io.stderr.columns, await measureFor([line]))
          : line
        return note(style(frame.data.is_error ? 'red' : 'dim', fitting))
      }
      case 'error': {
        const { text, retry_after_seconds: after } = frame.data
        const wait = after === null ? '' : ` (in ${groupDigits(after)} s)`
        return note(safeLines(text + wait))
      }
      case 'done':
        return flow.endLine()
      default:
        return undefined
    }
  }
}
