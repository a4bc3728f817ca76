import { printAnswer } from '../answer.ts'
import { defineCommand, type OutputMode } from '../command.ts'
import { formatDay } from '../dates.ts'
import { UsageError } from '../errors.ts'
import { safeText } from '../format/text.ts'
import type { Session } from '../session.ts'

export type ExplainOptions = { text: string; output: OutputMode }

/** Shows how quick add understands a text, and changes nothing. */
export async function runExplain({ text, output }: ExplainOptions, session: Session): Promise<number> {
  const { parseQuickAdd } = await import('@todo/core/quick-add')
  const today = session.today()
  const { title, dueDate, priority, tags, spans } = parseQuickAdd(text, { today, locale: session.locale })
  const fields: [string, string | null][] = [
    ['Title', safeText(title)],
    ['Due', dueDate && formatDay(dueDate, today)],
    ['Priority', priority],
    ['Tags', tags.length > 0 ? tags.map((tag) => `#${safeText(tag)}`).join(' ') : null],
  ]
  const lines = fields.flatMap(([name, value]) =>
    value === null ? [] : [`${session.style('dim', name.padEnd(8))}  ${value}`],
  )
  const read = spans
    .filter(({ kind, note }) => kind !== 'separator' && (kind !== 'quote' || note !== undefined))
    .map(({ kind, text: written, value, note }) => {
      const taken = value === null ? '' : ` → ${kind} ${safeText(kind === 'tag' ? `#${value}` : value)}`
      return `  "${safeText(written)}"${taken}${note === undefined ? '' : ` (${note})`}`
    })
  await printAnswer(session, output, {
    json: { title, due_date: dueDate, priority, tags, spans },
    text: [...lines, ...(read.length > 0 ? ['', ...read] : [])],
  })
  return 0
}

export const explainCommand = defineCommand<ExplainOptions>({
  name: 'explain',
  group: 'Tasks',
  summary: 'Show how add would understand a text',
  usage: ['explain TEXT…'],
  flags: [],
  positional: 'words',
  printsData: true,
  examples: [['explain "Pay rent tomorrow p1 #home"', '']],
  parse: ({ positionals, output }) => {
    const text = positionals.join(' ')
    if (text.trim() === '')
      throw new UsageError('Explain what?', 'For example: todo explain "Pay rent tomorrow p1"')
    return { text, output }
  },
  run: runExplain,
})
