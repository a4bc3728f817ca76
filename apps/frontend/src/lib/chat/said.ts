import type { StreamFrame } from '@todo/client/frames'
import type {
  ChatApprovalFrame,
  ChatApprovalWire,
  ChatErrorFrame,
  ChatMessageWire,
  ChatTextFrame,
  ChatToolCall,
  ChatUsageFrame,
} from '@todo/core/schemas'
import type { RunState } from './wire.ts'

/** What a person said. `id` is null until the server was asked for it. */
export type PersonSaid = { by: 'person'; key: string; runId: string | null; id: string | null; text: string }

/** What the assistant said and did in a run, or in its part up to an approval. */
export type AssistantSaid = {
  by: 'assistant'
  key: string
  runId: string | null
  text: string
  calls: readonly ChatToolCall[]
  approvals: readonly Approval[]
  state: RunState
}

export type Approval = Omit<ChatApprovalWire, 'run_id'>
export type Said = PersonSaid | AssistantSaid

/** What a frame ends with in a stream that has come to its end. */
export const endOfStream = '[DONE]'

/** Names what is said next in a run, so that it is the same one once the server has told it again. */
export function keyFor(said: readonly Said[], by: Said['by'], runId: string): string {
  return `${runId} ${by} ${said.filter((each) => each.runId === runId && each.by === by).length}`
}

/** The messages as the server has them. */
export function saidFrom(
  messages: readonly ChatMessageWire[],
  approvals: readonly ChatApprovalWire[],
): readonly Said[] {
  const all: Said[] = []
  for (const message of messages) all.push(saidOf(message, all))
  return all.map((said) =>
    said.by === 'person' ? said : { ...said, approvals: approvalsOf(said, all, approvals) },
  )
}

function saidOf(
  { id, role, content, tool_calls, run_id, run_state }: ChatMessageWire,
  before: readonly Said[],
): Said {
  const by = role === 'user' ? 'person' : 'assistant'
  const key = run_id === null ? id : keyFor(before, by, run_id)
  if (by === 'person') return { by, key, runId: run_id, id, text: content }
  const state = run_state ?? 'done'
  return { by, key, runId: run_id, text: content, calls: tool_calls, approvals: [], state }
}

/**
 * Those that were asked for in this part of a run: what waits was asked for last, and what was carried out in the part
 * before that.
 */
function approvalsOf(said: AssistantSaid, all: readonly Said[], approvals: readonly ChatApprovalWire[]) {
  const parts = all.filter((each) => each.by === 'assistant' && each.runId === said.runId)
  const own = parts.indexOf(said)
  return approvals.filter((approval) => {
    if (approval.run_id !== said.runId) return false
    return own === (approval.state === 'pending' ? parts.length - 1 : partOf(approval, parts))
  })
}

function partOf(approval: ChatApprovalWire, parts: readonly Said[]): number {
  const args = JSON.stringify(approval.arguments)
  const done = parts.findIndex(
    (part) =>
      part.by === 'assistant' &&
      part.calls.some(
        ({ name, arguments: given }) => name === approval.tool && JSON.stringify(given) === args,
      ),
  )
  return Math.max(0, done - 1)
}

/** What was said so far, and one more frame of it. */
export function withFrame(said: AssistantSaid, { event, data }: StreamFrame): AssistantSaid {
  if (data === endOfStream) return said.state === 'running' ? { ...said, state: 'failed' } : said
  switch (event) {
    case null:
      return { ...said, text: said.text + read<ChatTextFrame>(data).text }
    case 'tool_call':
      return { ...said, calls: [...said.calls, read<ChatToolCall>(data)] }
    case 'approval_required':
      return withApproval(said, { ...read<ChatApprovalFrame>(data), state: 'pending' })
    case 'usage':
      return { ...said, state: read<ChatUsageFrame>(data).state }
    case 'error': {
      const { text } = read<ChatErrorFrame>(data)
      return { ...said, text: said.text === '' ? text : `${said.text}\n\n${text}` }
    }
    default:
      return said
  }
}

function withApproval(said: AssistantSaid, approval: Approval): AssistantSaid {
  const isKnown = said.approvals.some(({ approval_id }) => approval_id === approval.approval_id)
  return isKnown ? said : { ...said, approvals: [...said.approvals, approval] }
}

/** What is asked for again stands where it is asked for last. */
export function withoutAsked(said: readonly Said[], { runId, approvals }: AssistantSaid): readonly Said[] {
  const again = new Set(approvals.map(({ approval_id }) => approval_id))
  return said.map((each) =>
    each.by === 'person' || each.runId !== runId
      ? each
      : { ...each, approvals: each.approvals.filter(({ approval_id }) => !again.has(approval_id)) },
  )
}

/** What was said, with the person's answer to an approval. */
export function decided(
  said: readonly Said[],
  approvalId: string,
  state: Approval['state'],
): readonly Said[] {
  const answered = (approval: Approval): Approval =>
    approval.approval_id === approvalId ? { ...approval, state } : approval
  return said.map((each) =>
    each.by === 'person' ? each : { ...each, approvals: each.approvals.map(answered) },
  )
}

/** The shapes are those of docs/chat.md. */
function read<Data>(data: string): Data {
  return JSON.parse(data)
}
