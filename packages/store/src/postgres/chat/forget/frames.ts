import { parsed, read } from '@todo/core/loose-json'
import { endOfStream } from '../frame.ts'
import { type Forgotten, redact, redactText } from './forgotten.ts'

type Row = { run_id: string; number: number; event: string | null; data: string }

/**
 * The frames that change. The text of a run comes in pieces that may part any word: where it tells of what is forgotten,
 * its first frame says what is left of all of it, and the others say nothing. Each keeps its number.
 */
export function redactFrames(rows: readonly Row[], what: Forgotten): Row[] {
  const texts = new Map<string, string>()
  for (const row of rows) {
    if (isText(row)) texts.set(row.run_id, (texts.get(row.run_id) ?? '') + textOf(row))
  }
  const changed: Row[] = []
  const told = new Set<string>()
  for (const row of rows) {
    const whole = texts.get(row.run_id) ?? ''
    const left = isText(row) ? redactText(whole, what) : ''
    if (!isText(row) || left !== whole) {
      const text = told.has(row.run_id) ? '' : left
      const data = isText(row) ? JSON.stringify({ text }) : String(redact(row.data, what))
      if (isText(row)) told.add(row.run_id)
      if (data !== row.data && row.data !== endOfStream) changed.push({ ...row, data })
    }
  }
  return changed
}

const isText = ({ event, data }: Row): boolean => event === null && data !== endOfStream
const textOf = ({ data }: Row): string => String(read(parsed(data), 'text') ?? '')
