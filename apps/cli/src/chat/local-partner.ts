import {
  type AgentInputItem,
  chooseModel,
  createAssistant,
  historyTokens,
  type ModelConfig,
  rememberAnswers,
  runTurn,
  type TurnEnded,
  type TurnInput,
  trimmed,
  usageFrame,
} from '@todo/assistant/agent'
import { createMcpEndpoint } from '@todo/assistant/mcp'
import type { TaskService } from '@todo/core'
import { todayIn } from '@todo/core/quick-add'
import { localDate } from '../dates.ts'
import type { Io } from '../io.ts'
import { version } from '../package-files.ts'
import { type ChatFrame, frameOf } from './frame.ts'
import type { ChatPartner } from './partner.ts'

const turnMsMax = 300_000
const bodyBytesMax = 1_000_000

export type LocalChatInput = {
  /** The verbs in the name of the assistant. */
  tasks: TaskService
  io: Io
  locale: string | null
}

/** The assistant in this process, on the list of this machine. The conversation ends with the process. */
export function createLocalPartner({ tasks, io, locale }: LocalChatInput): ChatPartner {
  const model = modelIn(io.env)
  const endpoint = createMcpEndpoint({ version: version(), bodyBytesMax, onFault: () => undefined })
  let turns: (readonly AgentInputItem[])[] = []
  let waiting: TurnEnded | null = null
  let asked = new Map<string, { id: string; state: 'pending' | 'approved' | 'refused' }>()
  let stopping = new AbortController()

  const turn = async (from: TurnInput['from'], say: TurnInput['live']['say']): Promise<TurnEnded> => {
    const today = localDate(io.now())
    const answers = rememberAnswers((request) =>
      endpoint.fetch(request, {
        userId: 'local',
        sessionId: 'local',
        name: 'chat',
        scopes: ['read', 'write'],
        tasks: () => tasks,
        today: async (zone) => (zone === undefined ? today : todayIn(zone, new Date(io.now()))),
        follow: null,
      }),
    )
    const assistant = await createAssistant({ model, day: { today, locale }, fetchMcp: answers.fetch })
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(turnMsMax)])
    try {
      return await runTurn({ live: { signal, say }, assistant, answers, from })
    } finally {
      await assistant.close().catch(() => undefined)
    }
  }

  async function* answer(from: TurnInput['from']): AsyncGenerator<ChatFrame, void> {
    stopping = new AbortController()
    const line = createLine()
    const ended = turn(from, line.say)
      .then((end) => {
        waiting = end.state === 'waiting' ? end : null
        for (const { id, callId } of end.approvals) asked.set(callId, { id, state: 'pending' })
        if (end.state !== 'waiting') turns = [...turns, end.items]
        line.say('usage', usageFrame(model, end))
      })
      .finally(() => line.say(null, '[DONE]'))
    yield* line.frames()
    await ended
  }

  return {
    say(message) {
      asked = new Map()
      const room = historyTokens(chooseModel(model).kind, model.context_tokens)
      return answer({ history: trimmed(turns, room), message })
    },
    decide(id, approved) {
      const state = approved ? 'approved' : 'refused'
      for (const [callId, each] of asked) if (each.id === id) asked.set(callId, { id, state })
      return answer({ sdkState: waiting?.sdkState ?? '', asked })
    },
    stop: async () => stopping.abort(),
    startAnew: () => {
      turns = []
      waiting = null
    },
    names: () => ({ conversation_id: null, run_id: null }),
    close: () => endpoint.close(),
  }
}

/** Frames from who says them to who reads them, in order. */
function createLine() {
  const said: ChatFrame[] = []
  let number = 0
  let wake = (): void => undefined
  const say = (event: ChatFrame['event'] | null, data: string): void => {
    number += 1
    const frame = frameOf(number, event, data)
    if (frame) said.push(frame)
    wake()
  }
  async function* frames(): AsyncGenerator<ChatFrame, void> {
    for (;;) {
      const frame = said.shift()
      if (frame) yield frame
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      if (frame?.event === 'done') return
    }
  }
  return { say, frames }
}

const modelIn = (env: Io['env']): ModelConfig => ({
  api_key: env.OPENAI_API_KEY || null,
  base_url: env.OPENAI_BASE_URL || null,
  model: env.OPENAI_MODEL || 'gpt-4o',
  api: env.OPENAI_API === 'responses' || env.OPENAI_API === 'chat_completions' ? env.OPENAI_API : null,
  context_tokens: Number(env.OPENAI_CONTEXT_TOKENS) || null,
})
