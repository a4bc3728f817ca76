import { randomUUID } from 'node:crypto'
import type { AgentInputItem } from '@openai/agents'
import { parsed, read } from '@todo/core/loose-json'
import type { ChatToolCall } from '@todo/core/schemas'
import { type Assistant, startTurn } from './agent.ts'
import { describeFailure } from './failure.ts'
import { chooseModel, type ModelConfig } from './model-choice.ts'
import { summaryOf } from './summary.ts'
import type { ToolAnswers } from './tool-answers.ts'
import { estimatedTokens } from './trim.ts'
import { answered, toolCallOf } from './turn-items.ts'

/** What is said while a turn goes on, as the frames of the chat have it: `event` is null for text. */
export type SayFrame = (event: 'tool_call' | 'approval_required' | 'error' | null, data: string) => void

/** A call that waits for the person's yes; `id` is what they answer. */
export type NewApproval = { id: string; callId: string; tool: string; arguments: unknown; summary: string }

/** How a turn, or its part up to an approval, ended. */
export type TurnEnded = {
  state: 'waiting' | 'done' | 'failed' | 'stopped'
  /** What the SDK goes on from, where it waits. */
  sdkState: string | null
  content: string
  toolCalls: readonly ChatToolCall[]
  /** The whole turn as the model reads it. */
  items: readonly AgentInputItem[]
  approvals: readonly NewApproval[]
  tokens: { input: number; output: number }
}

/** A turn that goes on after answers: what the SDK kept, and what became of the calls that waited, by their id. */
export type ResumedTurn = {
  sdkState: string
  asked: ReadonlyMap<string, { id: string; state: 'pending' | 'approved' | 'refused' }>
}

export type TurnInput = {
  /** Who listens, and may stop it. */
  live: { signal: AbortSignal; say: SayFrame }
  assistant: Assistant
  answers: ToolAnswers
  /** What was said before, and the message; or the turn that was answered. */
  from: { history: readonly AgentInputItem[]; message: string } | ResumedTurn
}

/** Runs the agent up to its end or an approval, and says meanwhile what it does. A failure is said, never thrown. */
export async function runTurn({ live, assistant, answers, from }: TurnInput): Promise<TurnEnded> {
  const calls: ChatToolCall[] = []
  let content = ''
  let turn: AgentInputItem[] = []
  const asked = 'asked' in from ? from.asked : new Map()
  const ended = (state: TurnEnded['state'], rest: Partial<TurnEnded> = {}): TurnEnded => ({
    state,
    sdkState: null,
    content,
    toolCalls: calls,
    items: answered(turn),
    approvals: [],
    tokens: { input: 0, output: 0 },
    ...rest,
  })
  let tokens = () => ({ input: 0, output: 0 })
  const earlier = 'history' in from ? from.history.length : null
  let items = (): AgentInputItem[] => ('history' in from ? [userItem(from.message)] : [])
  try {
    const options = { stream: true as const, signal: live.signal }
    const result =
      'history' in from
        ? await assistant.runner.run(assistant.agent, [...from.history, userItem(from.message)], {
            ...startTurn(),
            ...options,
          })
        : await assistant.runner.run(assistant.agent, await decided(assistant, from), options)
    tokens = () => tokensOf(assistant, result, content)
    const skip = earlier ?? lengthBeforeTurn(result.history)
    items = () => result.history.slice(skip)
    for await (const event of result) {
      if (event.type === 'raw_model_stream_event' && event.data.type === 'output_text_delta') {
        content += event.data.delta
        live.say(null, JSON.stringify({ text: event.data.delta }))
      } else if (event.type === 'run_item_stream_event' && event.name === 'tool_output') {
        const { rawItem } = event.item
        const call = toolCallOf(
          result.history,
          String(read(rawItem, 'callId')),
          read(rawItem, 'output'),
          answers,
        )
        if (call) {
          calls.push(call)
          live.say('tool_call', JSON.stringify(call))
        }
      }
    }
    await result.completed
    turn = items()
    if (live.signal.aborted) return failed(live, live.signal.reason, ended('stopped', { tokens: tokens() }))
    if (result.interruptions.length === 0) return ended('done', { tokens: tokens() })
    const waiting = result.interruptions.map((item): NewApproval & { isNew: boolean } => {
      const callId = String(read(item.rawItem, 'callId'))
      const args = parsed(String(read(item.rawItem, 'arguments'))) ?? null
      const tool = item.name ?? ''
      const known = asked.get(callId)?.id
      const summary = summaryOf(tool, args, result.history)
      return { id: known ?? randomUUID(), callId, tool, arguments: args, summary, isNew: known === undefined }
    })
    for (const { id, tool, arguments: args, summary } of waiting) {
      live.say('approval_required', JSON.stringify({ approval_id: id, tool, arguments: args, summary }))
    }
    const approvals = waiting.filter(({ isNew }) => isNew)
    return ended('waiting', { tokens: tokens(), approvals, sdkState: result.state.toString() })
  } catch (error) {
    turn = items()
    return failed(live, error, ended(live.signal.aborted ? 'stopped' : 'failed', { tokens: tokens() }))
  }
}

/** The frame that tells which model answered, how its turn ended, and what it has spent. */
export function usageFrame(
  config: ModelConfig,
  { state, tokens }: Pick<TurnEnded, 'state' | 'tokens'>,
): string {
  const { kind, name } = chooseModel(config)
  return JSON.stringify({
    model: name,
    kind,
    state,
    input_tokens: tokens.input,
    output_tokens: tokens.output,
  })
}

/** What a run has spent so far, as the service says; where it says nothing, as what was sent and said lets one estimate. */
function tokensOf(assistant: Assistant, { state, history }: Spending, content: string): TurnEnded['tokens'] {
  const { inputTokens, outputTokens, requests } = state.usage
  if (assistant.choice.kind === 'builtin' || inputTokens + outputTokens > 0)
    return { input: inputTokens, output: outputTokens }
  return { input: estimatedTokens(history) * Math.max(1, requests), output: estimatedTokens(content) }
}
type Spending = {
  state: { usage: { inputTokens: number; outputTokens: number; requests: number } }
  history: readonly AgentInputItem[]
}

const userItem = (content: string): AgentInputItem => ({ role: 'user', content })

/** A turn begins with the person's last message. */
function lengthBeforeTurn(history: readonly AgentInputItem[]): number {
  return history.findLastIndex((item) => 'role' in item && item.role === 'user')
}

async function decided(assistant: Assistant, { sdkState, asked }: ResumedTurn) {
  const state = await assistant.restore(sdkState)
  for (const item of state.getInterruptions()) {
    const answer = asked.get(String(read(item.rawItem, 'callId')))?.state
    if (answer === 'approved') state.approve(item)
    if (answer === 'refused') state.reject(item)
  }
  return state
}

function failed(live: TurnInput['live'], error: unknown, ended: TurnEnded): TurnEnded {
  const { code, text, retryAfterSeconds } = describeFailure(error)
  live.say('error', JSON.stringify({ code, text, retry_after_seconds: retryAfterSeconds }))
  return { ...ended, content: ended.content === '' ? text : `${ended.content}\n\n${text}` }
}
