import type { ModelConfig, TurnInput } from '@todo/assistant/agent'
import type { McpEndpoint } from '@todo/assistant/mcp'
import { todayIn } from '@todo/core/quick-add'
import type { ChatMessageBody, ChatStatusAnswer } from '@todo/core/schemas'
import { bodyBytesMax, createLimiter, HttpError, type Principal, rateLimited } from '@todo/http'
import { consentIn, createForgetting, endOfStream } from '@todo/store/postgres/chat'
import type { Log } from '@todo/telemetry'
import type { Pool } from 'pg'
import type { Access } from '../access.ts'
import { version } from '../version.ts'
import { ourFault } from './bury.ts'
import { createDecisions, type Resumed } from './decisions.ts'
import { createLiveRun, type LiveRun } from './live-run.ts'
import { replay } from './replay.ts'
import { type Begun, createRuns, type Ended } from './runs.ts'
import type { Source } from './stream.ts'
import { createUsage } from './usage.ts'

export type ChatInput = {
  access: Access
  pool: Pool
  model: ModelConfig
  log: Log
  now(): number
  settings: ChatConfig
}

/** The section `chat` of the configuration. */
export type ChatConfig = {
  messages_per_minute: number
  tokens_per_day: number
  run_minutes: number
  frame_hours: number
}

/** Who speaks, and the request in which they do. */
export type Speaker = { principal: Principal; requestId: string }
export type Answering = Begun & { source: Source }

const beatMs = 1_000
const sweepMs = 60_000
const retainMs = 3_600_000

/** Answers messages. What it is made of is loaded with the first one, so that it costs no start-up. */
export function createChat({ access, pool, model, log, now, settings }: ChatInput) {
  const { messages_per_minute: messagesPerMinute, tokens_per_day: tokensPerDay } = settings
  const usage = createUsage(pool)
  const runs = createRuns(pool)
  const decisions = createDecisions(pool)
  const forgetting = createForgetting(pool)
  const limiter = createLimiter({ limit: messagesPerMinute, windowMs: 60_000, now })
  const running = new Map<string, { live: LiveRun; ended: Promise<void> }>()
  let loaded: Promise<Loaded> | null = null
  let isClosed = false

  const count = async ({ userId }: Principal): Promise<void> => {
    if (isClosed) throw new HttpError('UNAVAILABLE', { headers: { 'retry-after': '1' } })
    const verdict = limiter.count(userId)
    if (!verdict.allowed) throw rateLimited({ chat: verdict }, 'Too many messages; wait a little')
    if ((await usage.ofDay(userId)) >= tokensPerDay) {
      const message = `The assistant has read and written ${tokensPerDay} tokens for you in a day, which is the limit`
      const seconds = await usage.secondsUntilBelow(userId, tokensPerDay)
      throw new HttpError('RATE_LIMITED', { message, headers: { 'Retry-After': `${seconds}` } })
    }
  }

  /** Works on a run, beside whoever listens. */
  const launch = (
    speaker: Speaker,
    begun: Begun,
    from: (parts: Loaded) => Promise<TurnInput['from']>,
    last = 0,
  ): Answering => {
    const live = createLiveRun(
      { ...begun, id: begun.runId, userId: speaker.principal.userId },
      last,
      settings.run_minutes * 60_000,
    )
    const ended = answer(speaker, live, begun, from).finally(() => running.delete(begun.runId))
    running.set(begun.runId, { live, ended })
    return { ...begun, source: (listener) => live.follow(last, listener) }
  }

  const answer = async (
    speaker: Speaker,
    live: LiveRun,
    begun: Begun,
    from: (parts: Loaded) => Promise<TurnInput['from']>,
  ): Promise<void> => {
    const beat = (): void =>
      void runs.beat(begun.runId, live.takeUnsaved()).then(
        (isToStop) => isToStop && live.stop(),
        () => log.warn('a run of the assistant could not say that it is alive'),
      )
    const timer = setInterval(beat, beatMs)
    try {
      loaded ??= load(log)
      const parts = await loaded
      const ended = await converse(parts, speaker, live, await from(parts))
      clearInterval(timer)
      // Who has read the end may speak at once, and the run has ended for everyone then.
      live.hold()
      live.say('usage', parts.agents.usageFrame(model, ended))
      live.say(null, endOfStream)
      await runs.end(begun, ended, live.takeUnsaved)
    } catch (error) {
      log.error('an answer of the assistant failed', {
        request_id: speaker.requestId,
        reason: reasonOf(error),
      })
      live.discardHeld()
      live.say('error', JSON.stringify(ourFault))
      live.say(null, endOfStream)
      // Then it counts as lost once nobody has said for a while that it is alive.
      await runs
        .end(begun, broken, live.takeUnsaved)
        .catch(() => log.warn('the end of an answer could not be kept', { request_id: speaker.requestId }))
    } finally {
      clearInterval(timer)
      live.end()
    }
  }

  const converse = async (
    { agents, endpoint }: Loaded,
    { principal, requestId }: Speaker,
    live: LiveRun,
    from: TurnInput['from'],
  ): Promise<Ended> => {
    const today = todayIn((await access.timezone(principal)) ?? 'UTC', new Date(now()))
    const tasks = access.tasks(principal, { actor: 'assistant', client: 'chat' }, requestId)
    const { scopes, userId, sessionId } = principal
    const canWrite = scopes.includes('tasks:write')
    const proposes = !canWrite && scopes.includes('tasks:propose')
    const answers = agents.rememberAnswers((request) =>
      endpoint.fetch(request, {
        userId,
        sessionId,
        name: 'chat',
        scopes: canWrite || proposes ? ['read', 'write'] : ['read'],
        proposes,
        tasks: () => tasks,
        today: async () => today,
        follow: null,
      }),
    )
    const day = { today, locale: null }
    const assistant = await agents.createAssistant({ model, day, fetchMcp: answers.fetch })
    try {
      return await agents.runTurn({ live, assistant, answers, from })
    } finally {
      await assistant.close().catch(() => undefined)
    }
  }

  const resume = (speaker: Speaker, resumed: Resumed): Answering =>
    launch(speaker, resumed, async () => resumed, resumed.lastFrame)

  const lookAfter = async (): Promise<void> => {
    for (const { userId, conversationId } of await runs.dead()) await runs.bury(userId, conversationId)
    await forgetting.sweep()
  }
  const sweep = (): void => void lookAfter().catch(() => log.warn('the chat could not be looked after'))
  const retain = async (): Promise<void> => {
    await runs.sweepFrames(settings.frame_hours)
    await usage.sweep()
  }
  const look = (): void => void retain().catch(() => log.warn('old streams could not be forgotten'))
  const timers = [setInterval(sweep, sweepMs).unref(), setInterval(look, retainMs).unref()]

  return {
    /** Forgets what is old. */
    retain,
    /** Takes out what was purged; to be called before anything of the person's is read. */
    forgetFor: forgetting.forgetFor,
    /** Answers a message. Throws `NOT_FOUND`, `CHAT_BUSY`, `RATE_LIMITED`. */
    async send(speaker: Speaker, said: ChatMessageBody): Promise<Answering> {
      const { message, conversation_id: id, replaces } = said
      const { userId } = speaker.principal
      await count(speaker.principal)
      const consent = id === undefined ? null : consentIn(message)
      const waiting =
        id === undefined || consent === null ? [] : await decisions.waitingIn(userId, id, replaces)
      if (consent !== null && waiting.length > 0) {
        return resume(speaker, await decisions.decide(userId, waiting, consent, { message, replaces }))
      }
      const begun = await runs.begin(userId, message, { conversationId: id, replaces })
      return launch(speaker, begun, async ({ agents }) => ({
        history:
          id === undefined
            ? []
            : agents.trimmed(
                await runs.history(id),
                agents.historyTokens(agents.chooseModel(model).kind, model.context_tokens),
              ),
        message,
      }))
    },
    /** Which model answers, and how much of it the person may use. */
    async status({ userId }: Principal): Promise<ChatStatusAnswer> {
      loaded ??= load(log)
      const { agents } = await loaded
      const limits = { messages_per_minute: messagesPerMinute, tokens_per_day: tokensPerDay }
      return {
        model: agents.chooseModel(model),
        limits: { ...limits, tokens_today: await usage.ofDay(userId) },
      }
    },
    /** Answers an approval; the run goes on. Throws `NOT_FOUND`, `APPROVAL_DECIDED`, `CHAT_BUSY`. */
    async decide(speaker: Speaker, approvalId: string, approved: boolean): Promise<Answering> {
      await count(speaker.principal)
      return resume(speaker, await decisions.decide(speaker.principal.userId, [approvalId], approved))
    },
    /** What a run said after a frame, and says. Throws `NOT_FOUND`. */
    async follow({ userId }: Principal, runId: string, after: number): Promise<Answering> {
      const { conversationId } = await runs.find(userId, runId)
      const live = running.get(runId)?.live
      if (!live) return { conversationId, runId, source: replay(runs, { userId, runId, after }) }
      const earlier = await runs.frames(runId, after)
      const last = earlier.at(-1)?.number ?? after
      return {
        conversationId,
        runId,
        source: (listener) => {
          for (const frame of earlier) listener.frame(frame)
          return live.follow(last, listener)
        },
      }
    },
    /** Stops a run, in whichever process it is worked on. Throws `NOT_FOUND`. */
    async stop({ userId }: Principal, runId: string): Promise<void> {
      await runs.find(userId, runId)
      await runs.requestStop(runId)
      running.get(runId)?.live.stop()
    },
    /** Stops what is still answered, and keeps it. */
    async close(): Promise<void> {
      isClosed = true
      for (const timer of timers) clearInterval(timer)
      for (const { live } of running.values()) live.stop()
      await Promise.all([...running.values()].map(({ ended }) => ended))
      const parts = await loaded
      await parts?.endpoint.close()
    },
  }
}

type Loaded = {
  agents: typeof import('@todo/assistant/agent')
  endpoint: McpEndpoint
}

async function load(log: Log): Promise<Loaded> {
  const [agents, { createMcpEndpoint }] = await Promise.all([
    import('@todo/assistant/agent'),
    import('@todo/assistant/mcp'),
  ])
  const onFault = (tool: string, code: string): void => log.error('a tool failed', { tool, code })
  return { agents, endpoint: createMcpEndpoint({ version, bodyBytesMax, onFault }) }
}

const broken: Ended = {
  state: 'failed',
  sdkState: null,
  content: ourFault.text,
  toolCalls: [],
  items: [],
  approvals: [],
  tokens: { input: 0, output: 0 },
}

/** The kind of an error alone: its text may hold what a person wrote. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')
