import { readFrames } from '@todo/client/frames'
import type { ConversationMessagesAnswer } from '@todo/core/schemas'
import { ApiError } from '../api.ts'
import { newStore, type Store } from '../store.ts'
import { joined } from './joined.ts'
import { createPainter } from './painter.ts'
import { createPatience } from './patience.ts'
import { pause } from './pause.ts'
import { chatApi } from './requests.ts'
import {
  type AssistantSaid,
  decided,
  endOfStream,
  keyFor,
  type Said,
  saidFrom,
  withFrame,
  withoutAsked,
} from './said.ts'
import { tellTabs } from './tabs.ts'

/** Why what was wanted last was not done. Nothing that was typed is lost by it. */
export type Problem = { code: string; text: string }

export type ConversationState = {
  /** `null` until the server has named it: with the first message. */
  id: string | null
  /** What there is to show of it, apart from what is going on in it. */
  standing: 'ready' | 'loading' | 'failed' | 'missing'
  said: readonly Said[]
  /** Leads to what was said before that. */
  older: string | null
  /** `asking`: until the server has taken it; `lost`: it goes on there, and is not heard at the moment. */
  phase: 'idle' | 'asking' | 'answering' | 'lost'
  problem: Problem | null
}

export type Conversation = ReturnType<typeof openConversation>

/** Called with what the assistant has said once it has said it all. */
type Told = (said: AssistantSaid) => void

const first: ConversationState = {
  id: null,
  standing: 'ready',
  said: [],
  older: null,
  phase: 'idle',
  problem: null,
}
let count = 0

const partsOf = (said: readonly Said[], run: string): number =>
  said.filter((each) => each.by === 'assistant' && each.runId === run).length

const patienceMs = [500, 1_000, 2_000, 4_000, 8_000] as const

/** A conversation as this page knows it; it goes on while it is not shown. */
export function openConversation(id: string | null, onNamed: (id: string) => void) {
  const store: Store<ConversationState> = newStore({
    ...first,
    id,
    ...(id !== null && { standing: 'loading' }),
  })
  const told = new Set<Told>()
  const ends = new AbortController()
  let known: ConversationMessagesAnswer | null = null
  let runId: string | null = null
  let attempt = new AbortController()
  const patience = createPatience(() => attempt.abort())
  const newAttempt = (): AbortSignal => {
    attempt = new AbortController()
    patience.renew()
    return AbortSignal.any([attempt.signal, ends.signal])
  }

  const put = (change: Partial<ConversationState>): void => store.set({ ...store.get(), ...change })
  const isIdle = (): boolean => store.get().phase === 'idle'
  const refused = (error: unknown): Problem => {
    if (!(error instanceof ApiError)) throw error
    return { code: error.code, text: error.message }
  }

  /** Asks the server what was said; what is being said now is not touched. */
  async function sync(): Promise<void> {
    const { id } = store.get()
    if (id === null || !isIdle()) return
    try {
      const answer = await chatApi.messages(id)
      if (!isIdle()) return
      known = joined(known, answer)
      put({ standing: 'ready', said: saidFrom(known.messages, known.approvals), older: known.next_cursor })
      if (answer.running !== null) void hear(answer.running, null)
    } catch (error) {
      const { code } = refused(error)
      if (code === 'NOT_FOUND') put({ standing: 'missing' })
      else if (store.get().standing === 'loading') put({ standing: 'failed' })
    }
  }

  async function loadOlder(): Promise<void> {
    const { id, older } = store.get()
    if (id === null || older === null || known === null) return
    try {
      const page = await chatApi.messages(id, older)
      known = {
        ...known,
        messages: [...page.messages, ...known.messages],
        approvals: [...page.approvals, ...known.approvals],
        next_cursor: page.next_cursor,
      }
      if (isIdle()) put({ said: saidFrom(known.messages, known.approvals), older: known.next_cursor })
    } catch (error) {
      put({ problem: refused(error) })
    }
  }

  /**
   * Hears a run to its end: by the answer that began it, or from the beginning where somebody began it elsewhere, or this
   * page before it was loaded anew. The parts that are known are told again first then.
   */
  async function hear(run: string, response: Response | null): Promise<void> {
    runId = run
    const { said: before } = store.get()
    let saying: AssistantSaid = {
      by: 'assistant',
      key: keyFor(before, 'assistant', run),
      runId: run,
      text: '',
      calls: [],
      approvals: [],
      state: 'running',
    }
    const painter = createPainter(() => put({ said: [...withoutAsked(before, saying), saying] }))
    put({ phase: 'answering', said: [...before, saying] })
    let last = 0
    let left = 0
    let isOver = false
    // A stream may not notice by itself that there is no way to the server any more.
    const leave = (): void => attempt.abort()
    addEventListener('offline', leave)
    for (let tries = 0; !isOver && !ends.signal.aborted; tries++) {
      try {
        if (response === null && last === 0) left = partsOf(before, run)
        const from = response ?? (await chatApi.follow(run, last, newAttempt()))
        response = null
        put({ phase: 'answering' })
        for await (const frame of readFrames(from, patience.renew)) {
          tries = 0
          const number = Number(frame.id)
          if (number <= last) continue
          last = number
          if (left > 0) {
            if (frame.data === endOfStream) left--
            continue
          }
          saying = withFrame(saying, frame)
          isOver = frame.data === endOfStream
          painter.wanted()
        }
      } catch (error) {
        // The run is gone with its conversation, or somebody else's now.
        if (error instanceof ApiError && error.status >= 400 && error.status < 500) break
      }
      patience.rest()
      if (isOver || ends.signal.aborted) break
      put({ phase: 'lost' })
      await pause(patienceMs[Math.min(tries, patienceMs.length - 1)] ?? 0)
    }
    removeEventListener('offline', leave)
    patience.rest()
    painter.now()
    runId = null
    put({ phase: 'idle' })
    if (isOver) for (const tell of told) tell(saying)
    tellTabs(store.get().id)
    await sync()
  }

  /** Sends what asks for an answer, and hears it. Whether the server has taken it. */
  async function ask(
    send: () => Promise<Response>,
    taken: (run: string) => readonly Said[],
  ): Promise<boolean> {
    if (!isIdle()) return false
    put({ phase: 'asking', problem: null })
    try {
      const response = await send()
      const named = response.headers.get('x-conversation-id')
      const run = response.headers.get('x-run-id') ?? ''
      if (named !== null && store.get().id === null) {
        put({ id: named })
        onNamed(named)
      }
      put({ said: taken(run) })
      tellTabs(named)
      void hear(run, response)
      return true
    } catch (error) {
      patience.rest()
      const problem = refused(error)
      put({ phase: 'idle', problem })
      // Somebody else was quicker, or it is not known whether it arrived.
      if (problem.code !== 'RATE_LIMITED') void sync()
      return false
    }
  }

  /** Says something; in the place of an own message and all after it, where one is named. */
  const send = (text: string, replaces?: string): Promise<boolean> =>
    ask(
      () => {
        const { id } = store.get()
        const body = {
          message: text,
          ...(id !== null && { conversation_id: id }),
          ...(replaces !== undefined && { replaces }),
        }
        return chatApi.send(body, newAttempt())
      },
      (run) => {
        const { said } = store.get()
        const at = said.findIndex((each) => each.by === 'person' && each.id === replaces)
        const kept = replaces === undefined || at === -1 ? said : said.slice(0, at)
        if (replaces !== undefined) known = null
        return [...kept, { by: 'person', key: keyFor(kept, 'person', run), runId: run, id: null, text }]
      },
    )

  const decide = (approvalId: string, approved: boolean): Promise<boolean> =>
    ask(
      () => chatApi.decide(approvalId, approved, newAttempt()),
      () => decided(store.get().said, approvalId, approved ? 'approved' : 'refused'),
    )

  async function stop(): Promise<void> {
    if (runId === null) return
    await chatApi.stop(runId).catch((error: unknown) => put({ problem: refused(error) }))
  }

  /** Sends the last message once more, in its own place. */
  async function retry(): Promise<boolean> {
    const lastSaid = () => store.get().said.findLast((each) => each.by === 'person')
    // Its id may not have been heard yet.
    if (lastSaid()?.id === null) await sync()
    const last = lastSaid()
    if (!last || last.id === null) return false
    return send(last.text, last.id)
  }

  return {
    /** Tells it from others, also before it has an id. */
    key: ++count,
    store,
    send,
    decide,
    stop,
    retry,
    sync,
    loadOlder,
    /** Tries again to have what was said. */
    load: () => {
      if (store.get().standing === 'failed') put({ standing: 'loading' })
      return sync()
    },
    settle: () => put({ problem: null }),
    onTold(tell: Told): () => void {
      told.add(tell)
      return () => told.delete(tell)
    },
    /** It is deleted: nobody hears it any more. */
    close: () => ends.abort(),
  }
}
