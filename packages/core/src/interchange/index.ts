export {
  type ImportDocument,
  type ImportError,
  type ImportedTask,
  type InterchangeFormat,
  interchangeFormats,
  type ReadOperation,
} from './document.ts'
export { fileNames, formatOfFile, mediaTypes } from './file-types.ts'
export { readImport } from './read-import.ts'
export { writeCsv } from './write-csv.ts'
export { writeIcs } from './write-ics.ts'
export { type JsonSource, writeJson } from './write-json.ts'
export { writeTodotxt } from './write-todotxt.ts'
