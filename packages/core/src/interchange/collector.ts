import type { Issue } from '../errors.ts'
import { fieldIssues, normalizeCreate } from '../task/rules.ts'
import type { CreateTaskInput } from '../task/task.ts'
import type { ImportDocument, ImportError, ImportedTask } from './document.ts'

/** What a reader found out about a task; what it leaves out, the file does not say. */
export type FoundTask = Partial<Omit<ImportedTask, 'line' | 'title'>> & { title: string }

/** One bad line can have thousands of bad tags; a message that nobody reads to its end helps nobody. */
const issuesShown = 3

/** A file may have millions of bad lines; nobody corrects more than these at a time. */
export const errorsShownMax = 1_000

/** Gathers what the lines of a file hold: tasks that keep the rules, and errors for the rest. */
export class Collector {
  readonly #tasks: ImportedTask[] = []
  readonly #errors: ImportError[] = []
  #unshown = { line: 0, count: 0 }

  /** The first are named; of the others it is told how many there are. */
  fail(line: number, message: string): void {
    if (this.#errors.length < errorsShownMax) this.#errors.push({ line, message })
    else this.#unshown = { line, count: this.#unshown.count + 1 }
  }

  add(line: number, found: FoundTask): void {
    const { title, description = null, dueDate = null, tags = [] } = found
    const fields = { title, description, dueDate, tags }
    const issues = fieldIssues(fields)
    if (issues.length > 0) this.fail(line, messageOf(issues))
    else this.#tasks.push(taskOf(line, found, normalizeCreate(fields)))
  }

  document(operations: ImportDocument['operations'] = []): ImportDocument {
    const { line, count } = this.#unshown
    const rest = count === 0 ? [] : [{ line, message: `… and ${count} more, of which this is the last` }]
    return { tasks: this.#tasks, operations, errors: [...this.#errors, ...rest] }
  }
}

function taskOf(line: number, found: FoundTask, normal: CreateTaskInput): ImportedTask {
  const { status = 'pending', priority = 'medium' } = found
  return {
    line,
    id: found.id ?? null,
    uid: found.uid ?? null,
    number: found.number ?? null,
    title: normal.title,
    description: normal.description ?? null,
    status,
    priority,
    dueDate: normal.dueDate ?? null,
    tags: normal.tags ?? [],
    position: found.position ?? null,
    version: found.version ?? null,
    createdAt: found.createdAt ?? null,
    updatedAt: found.updatedAt ?? null,
    completedAt: status === 'done' ? (found.completedAt ?? null) : null,
    deletedAt: found.deletedAt ?? null,
  }
}

/** Issues as one line: `title: Give the task a title; due_date: …` */
function messageOf(issues: readonly Issue[]): string {
  const shown = issues.slice(0, issuesShown).map(({ path, message }) => `${path}: ${message}`)
  const more = issues.length > issuesShown ? [`and ${issues.length - issuesShown} more`] : []
  return [...shown, ...more].join('; ')
}

/** The content without the byte order mark that some programs put before it. */
export function withoutMark(content: string): string {
  return content.startsWith('\uFEFF') ? content.slice(1) : content
}

/** The lines of a text, whatever ends them. */
export function linesOf(content: string): string[] {
  return withoutMark(content).split(/\r\n|\n|\r/)
}
