import { randomUUID } from 'node:crypto'
import type { AgentInputItem, Assistant } from '@todo/assistant/agent'
import type { ChatToolCall } from '@todo/core/schemas'
import type { Resumed } from './decisions.ts'
import type { LiveRun } from './live-run.ts'
import type { Ended, NewApproval } from './runs.ts'
import { summaryOf } from './summary.ts'
import { parsed, read, type ToolAnswers } from './tool-answers.ts'
import { answered, toolCallOf } from './turn-items.ts'

export type Work = {
  live: LiveRun
  assistant: Assistant
  answers: ToolAnswers
  /** What was said before, and the message; or the run that was answered. */
  from: { history: readonly AgentInputItem[]; message: string } | Resumed
}

/** What the agent module offers here, loaded when it is first needed. */
export type AgentModule = Pick<
  typeof import('@todo/assistant/agent'),
  'createAssistant' | 'startTurn' | 'describeFailure'
>

/** Runs the agent up to its end or an approval, and says meanwhile what it does. A failure is said, never thrown. */
export async function work(agents: AgentModule, { live, assistant, answers, from }: Work): Promise<Ended> {
  const calls: ChatToolCall[] = []
  let content = ''
  let turn: AgentInputItem[] = []
  const asked = 'asked' in from ? from.asked : new Map()
  const ended = (state: Ended['state'], rest: Partial<Ended> = {}): Ended => ({
    state,
    sdkState: null,
    content,
    toolCalls: calls,
    items: answered(turn),
    approvals: [],
    tokens: { input: 0, output: 0 },
    ...rest,
  })
  const earlier = 'history' in from ? from.history.length : null
  let items = (): AgentInputItem[] => ('history' in from ? [userItem(from.message)] : [])
  try {
    const options = { stream: true as const, signal: live.signal }
    const result =
      'history' in from
        ? await assistant.runner.run(assistant.agent, [...from.history, userItem(from.message)], {
            ...agents.startTurn(),
            ...options,
          })
        : await assistant.runner.run(assistant.agent, await decided(assistant, from), options)
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
    const { inputTokens, outputTokens } = result.state.usage
    const tokens = { input: inputTokens, output: outputTokens }
    if (live.signal.aborted) return failed(agents, live, live.signal.reason, ended('stopped', { tokens }))
    if (result.interruptions.length === 0) return ended('done', { tokens })
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
    return ended('waiting', { tokens, approvals, sdkState: result.state.toString() })
  } catch (error) {
    turn = items()
    return failed(agents, live, error, ended(live.signal.aborted ? 'stopped' : 'failed'))
  }
}

const userItem = (content: string): AgentInputItem => ({ role: 'user', content })

/** A turn begins with the person's last message. */
function lengthBeforeTurn(history: readonly AgentInputItem[]): number {
  return history.findLastIndex((item) => 'role' in item && item.role === 'user')
}

async function decided(assistant: Assistant, { sdkState, asked }: Resumed) {
  const state = await assistant.restore(sdkState)
  for (const item of state.getInterruptions()) {
    const answer = asked.get(String(read(item.rawItem, 'callId')))?.state
    if (answer === 'approved') state.approve(item)
    if (answer === 'refused') state.reject(item)
  }
  return state
}

function failed(agents: AgentModule, live: LiveRun, error: unknown, ended: Ended): Ended {
  const { code, text, retryAfterSeconds } = agents.describeFailure(error)
  live.say('error', JSON.stringify({ code, text, retry_after_seconds: retryAfterSeconds }))
  return { ...ended, content: ended.content === '' ? text : `${ended.content}\n\n${text}` }
}
