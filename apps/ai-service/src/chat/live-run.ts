import type { Frame, FrameEvent } from './frame.ts'

type Listener = { frame(frame: Frame): void; end(): void }

/** A run that this process works on, or a run's part between two approvals. */
export type LiveRun = {
  id: string
  userId: string
  conversationId: string
  signal: AbortSignal
  stop(): void
  say(event: FrameEvent | null, data: string): void
  /** Frames that were said since this was called last; they are to be kept. */
  takeUnsaved(): readonly Frame[]
  /** Tells what was said after frame `after`, and from then on what is; ends with what it returns. */
  follow(after: number, listener: Listener): () => void
  end(): void
}

/** `lastNumber` is that of the last frame that the run said before, in whichever process. */
export function createLiveRun(
  names: Pick<LiveRun, 'id' | 'userId' | 'conversationId'>,
  lastNumber: number,
  timeoutMs: number,
): LiveRun {
  const frames: Frame[] = []
  const listeners = new Set<Listener>()
  const controller = new AbortController()
  let saved = 0
  let isOver = false
  return {
    ...names,
    signal: AbortSignal.any([controller.signal, AbortSignal.timeout(timeoutMs)]),
    stop: () => controller.abort(),
    say(event, data) {
      const frame = { number: lastNumber + frames.length + 1, event, data }
      frames.push(frame)
      for (const listener of listeners) listener.frame(frame)
    },
    takeUnsaved() {
      const unsaved = frames.slice(saved)
      saved = frames.length
      return unsaved
    },
    follow(after, listener) {
      for (const frame of frames) if (frame.number > after) listener.frame(frame)
      if (isOver) listener.end()
      else listeners.add(listener)
      return () => listeners.delete(listener)
    },
    end() {
      isOver = true
      for (const listener of listeners) listener.end()
      listeners.clear()
    },
  }
}
