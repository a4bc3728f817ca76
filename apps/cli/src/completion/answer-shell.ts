import type { Registry } from '../command.ts'
import { exitCodes } from '../errors.ts'
import type { Session } from '../session.ts'
import { completionsFor } from './complete.ts'

/**
 * Answers a completion script: the word being typed on the first line, then a candidate on each line with its
 * description behind a tab, or `:file` where the shell is to offer files.
 */
export async function answerShell(line: string, session: Session, registry: Registry): Promise<number> {
  const { word, candidates, files } = await completionsFor(line.replace(/^\s*\S+\s/, ''), session, registry)
  const rows = candidates.map(({ value, description }) => (description ? `${value}\t${description}` : value))
  await session.io.stdout.write(`${[word, ...(files ? [':file'] : []), ...rows].join('\n')}\n`)
  return exitCodes.ok
}
