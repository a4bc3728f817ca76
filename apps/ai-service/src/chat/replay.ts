import type { createRuns } from './runs.ts'
import type { Source } from './stream.ts'

const pollMs = 250

type Wanted = { userId: string; runId: string; after: number }

/** What another process works on is read as it is kept, until it has ended; a run whose process has died is ended here. */
export function replay(runs: ReturnType<typeof createRuns>, { userId, runId, after }: Wanted): Source {
  return (listener) => {
    let isLeft = false
    const tell = async (): Promise<void> => {
      for (let last = after; !isLeft; ) {
        const found = await runs.find(userId, runId)
        if (found.state === 'running' && found.isDead) await runs.bury(userId, found.conversationId)
        const { state } = await runs.find(userId, runId)
        for (const frame of await runs.frames(runId, last)) {
          listener.frame(frame)
          last = frame.number
        }
        if (state !== 'running') break
        await new Promise((resolve) => setTimeout(resolve, pollMs))
      }
      listener.end()
    }
    tell().catch(() => listener.end())
    return () => {
      isLeft = true
    }
  }
}
