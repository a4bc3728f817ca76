import type { ImportInput } from '@todo/core'
import { countOf } from './format/text.ts'
import type { Session } from './session.ts'

type ImportStep = Parameters<NonNullable<ImportInput['onStep']>>[0]

const barWidth = 24
/** Small imports are over before a bar can be read. */
const shownFrom = 1000

const steps: Record<ImportStep, { label: string; share: number }> = {
  read: { label: 'Reading', share: 0.1 },
  compare: { label: 'Comparing', share: 0.35 },
  write: { label: 'Writing', share: 0.6 },
  done: { label: 'Imported', share: 1 },
}

/** How far an import has come, drawn on stderr where that is a terminal. `end` wipes it away. */
export function progressBar(session: Session): {
  step(step: ImportStep, tasks: number): void
  end(): Promise<void>
} {
  const { stderr } = session.io
  let drawn = Promise.resolve()
  let shown = false
  const draw = (text: string): void => {
    drawn = drawn.then(() => stderr.write(text))
  }
  return {
    step: (step, tasks) => {
      if (!stderr.isTerminal || (tasks < shownFrom && !shown)) return
      shown = true
      const { label, share } = steps[step]
      const full = Math.round(share * barWidth)
      const bar = '█'.repeat(full) + '░'.repeat(barWidth - full)
      draw(
        `\r\u001b[K${bar} ${`${label} ${countOf(tasks, 'task')}`.slice(0, Math.max(0, stderr.columns - barWidth - 2))}`,
      )
    },
    end: async () => {
      if (shown) draw('\r\u001b[K')
      await drawn
    },
  }
}
