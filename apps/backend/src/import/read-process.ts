import { readImport } from '@todo/core/interchange'
import type { FileRead, FileToRead } from './read-file.ts'

// Reads one file that its parent sends, and ends.
process.once('message', ({ format, content, tasksMax }: FileToRead) => {
  const document = readImport(format, content)
  const answer: FileRead = document.tasks.length > tasksMax ? null : document
  process.send?.(answer, () => process.disconnect())
})
process.once('disconnect', () => process.exit())
