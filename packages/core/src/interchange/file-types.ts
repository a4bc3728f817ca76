import type { InterchangeFormat } from './document.ts'

/** The media type of each format, for answers; requests may leave the charset out. */
export const mediaTypes: Record<InterchangeFormat, string> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  todotxt: 'text/plain; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
}

/** What a file of each format is called. */
export const fileNames: Record<InterchangeFormat, string> = {
  json: 'todo.json',
  csv: 'todo.csv',
  todotxt: 'todo.txt',
  ics: 'todo.ics',
}

const formats = new Map<string, InterchangeFormat>([
  ['json', 'json'],
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['txt', 'todotxt'],
  ['ics', 'ics'],
  ['ical', 'ics'],
])

/** The format that a file's name says; `null` where it says none. */
export function formatOfFile(name: string): InterchangeFormat | null {
  return formats.get(/\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '') ?? null
}
