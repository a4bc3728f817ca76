import type { ImportDocument, InterchangeFormat } from './document.ts'
import { readCsv } from './read-csv.ts'
import { readIcs } from './read-ics.ts'
import { readJson } from './read-json.ts'
import { readTodotxt } from './read-todotxt.ts'

const readers: Record<InterchangeFormat, (content: string) => ImportDocument> = {
  json: readJson,
  csv: readCsv,
  todotxt: readTodotxt,
  ics: readIcs,
}

/** What a whole file holds. Never throws: what cannot be read is among the errors. */
export function readImport(format: InterchangeFormat, content: string): ImportDocument {
  return readers[format](content)
}
