import type { Context } from '../context.ts'
import type { InterchangeFormat } from './document.ts'

export async function* exportTasks(_context: Context, _format: InterchangeFormat): AsyncIterable<string> {
  throw new Error('written next')
}
