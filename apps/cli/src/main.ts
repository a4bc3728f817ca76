import { dispatch } from './dispatch.ts'
import { exitCodes } from './errors.ts'
import { type Io, PipeClosedError } from './io.ts'
import { registry } from './registry.ts'
import { createSession } from './session.ts'

/** What the scripts of `todo completion` call on each Tab, with the line so far. */
const completeWord = '__complete'

/** Runs one command line (without `node` and the script). Ends with the exit code; throws nothing. */
export async function main(words: readonly string[], io: Io): Promise<number> {
  const session = createSession(io)
  try {
    if (words[0] === completeWord) {
      const { answerShell } = await import('./completion/answer-shell.ts')
      return await answerShell(words[1] ?? '', session, registry)
    }
    return await dispatch(words, session, registry)
  } catch (error) {
    if (error instanceof PipeClosedError) return exitCodes.ok
    throw error
  } finally {
    await session.disconnect()
  }
}
