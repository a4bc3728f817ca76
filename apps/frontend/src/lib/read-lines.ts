import { type CreateTaskInput, tagCountMax, titleLengthMax, titleProblem } from '@todo/core'
import type { QuickAddSpan } from '@todo/core/quick-add'
import type { Grammar } from './grammar.ts'
import type { Draft, Stretch } from './quick-add-draft.ts'

/** What a line lacks to be a task. */
export type LineProblem = 'tooLong' | 'tooManyTags' | 'odd'

/** A line of the draft as it is understood. Positions in `spans` are of the line, which begins at `start`. */
export type ReadLine = {
  start: number
  text: string
  spans: readonly QuickAddSpan[]
  /** `null` for a line without a word, which is no task. */
  input: CreateTaskInput | null
  problem: LineProblem | null
}

/** What a view adds to each new task where the line itself says nothing else. */
export type Place = { dueDate: string | null; tags: readonly string[] }

export const nowhere: Place = { dueDate: null, tags: [] }

export type Reader = (draft: Draft) => readonly ReadLine[]
type Read = Omit<ReadLine, 'start'>

const linesKeptMax = 2_000

/** Reads drafts line by line; a line that stood there before is not read again. */
export function createReader(grammar: Grammar | null, place: Place, today: string, locale: string): Reader {
  const known = new Map<string, Read>()
  return (draft) => {
    let start = 0
    return draft.text.split('\n').map((text) => {
      const line = { start, end: start + text.length }
      start = line.end + 1
      const refused = draft.refused.flatMap((stretch) => within(stretch, line))
      const key = `${draft.isDateDropped}${draft.areTagsDropped}${JSON.stringify(refused)}${text}`
      const read = known.get(key) ?? readLine(text, refused)
      if (known.size >= linesKeptMax) known.clear()
      known.set(key, read)
      return { ...read, start: line.start }
    })

    function readLine(text: string, refused: readonly Stretch[]): Read {
      const dueDate = draft.isDateDropped ? null : place.dueDate
      const tags = draft.areTagsDropped ? [] : place.tags
      const parsed = parse(grammar, text, { today, locale, refused })
      if (parsed === null) return { text, spans: [], input: null, problem: 'odd' }
      if (parsed.title === '') return { text, spans: [], input: null, problem: null }
      const input = {
        title: parsed.title,
        priority: parsed.priority ?? 'medium',
        dueDate: parsed.dueDate ?? dueDate,
        tags: [...new Set([...parsed.tags, ...tags])],
      } as const
      return { text, spans: parsed.spans, input, problem: problemOf(input) }
    }
  }
}

/** `null` where the text holds what no task can. Before the grammar is there, a line is its own title. */
function parse(grammar: Grammar | null, text: string, options: Parameters<Grammar>[1]) {
  if (grammar === null) {
    return { title: text.replace(/\s+/g, ' ').trim(), dueDate: null, priority: null, tags: [], spans: [] }
  }
  try {
    return grammar(text, options)
  } catch (error) {
    if (error instanceof Error && error.name === 'QuickAddError') return null
    throw error
  }
}

function problemOf({ title, tags }: { title: string; tags: readonly string[] }): LineProblem | null {
  if ([...title].length > titleLengthMax) return 'tooLong'
  if (tags.length > tagCountMax) return 'tooManyTags'
  return titleProblem(title) === null ? null : 'odd'
}

function within({ start, end }: Stretch, line: Stretch): Stretch[] {
  if (start < line.start || end > line.end) return []
  return [{ start: start - line.start, end: end - line.start }]
}
