import type { Frame, FrameEvent } from '@todo/store/postgres/chat'

type Listener = { frame(frame: Frame): void; end(): void }

/** A run that this process works on, or a run's part between two approvals. */
export type LiveRun = {
  id: string
  userId: string
  conversationId: string
  signal: AbortSignal
  stop(): void
  say(event: FrameEvent | null, data: string): void
  /** What is said from now on is told at the end: not before it is kept. */
  hold(): void
  /** Takes back what was held. */
  discardHeld(): void
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
  let told = 0
  let isHeld = false
  let isOver = false
  const tell = (): void => {
    const untold = frames.slice(told)
    told = frames.length
    for (const frame of untold) for (const listener of listeners) listener.frame(frame)
  }
  return {
    ...names,
    signal: AbortSignal.any([controller.signal, AbortSignal.timeout(timeoutMs)]),
    stop: () => controller.abort(),
    say(event, data) {
      frames.push({ number: lastNumber + frames.length + 1, event, data })
      if (!isHeld) tell()
    },
    hold() {
      isHeld = true
    },
    discardHeld() {
      frames.length = told
      saved = Math.min(saved, told)
    },
    takeUnsaved() {
      const unsaved = frames.slice(saved)
      saved = frames.length
      return unsaved
    },
    follow(after, listener) {
      for (const frame of frames.slice(0, told)) if (frame.number > after) listener.frame(frame)
      if (isOver) listener.end()
      else listeners.add(listener)
      return () => listeners.delete(listener)
    },
    end() {
      tell()
      isOver = true
      for (const listener of listeners) listener.end()
      listeners.clear()
    },
  }
}
