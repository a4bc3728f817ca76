import type { AgentInputItem } from '@todo/assistant/agent'
import { parsed, read } from '@todo/core/loose-json'
import type { ChatToolCall } from '@todo/core/schemas'
import { endOfStream, type Frame } from '@todo/store/postgres/chat'
import type { PoolClient } from 'pg'
import { addFrames, deadAfterSeconds } from './rows.ts'

/** What is said where a run was lost. */
export const ourFault = {
  code: 'RUN_LOST',
  text: 'The answer broke off on our side. What was done stands; send the message again.',
  retry_after_seconds: null,
}

/**
 * Ends runs whose process has died, in a conversation that is entered: with what their frames say that they did, so that it
 * can be read, and that models know of it.
 */
export async function buryRuns(client: PoolClient, conversationId: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE chat_runs SET state = 'failed', sdk_state = NULL WHERE conversation_id = $1 AND state = 'running'
       AND heartbeat_at < now() - interval '${deadAfterSeconds} seconds' RETURNING id`,
    [conversationId],
  )
  for (const { id } of rows) await keepWhatWasDone(client, conversationId, id)
}

async function keepWhatWasDone(client: PoolClient, conversationId: string, runId: string): Promise<void> {
  const frames = await client.query<Frame>(
    'SELECT number, event, data FROM chat_frames WHERE run_id = $1 ORDER BY number',
    [runId],
  )
  const last = frames.rows.at(-1)?.number ?? 0
  const ending: Frame[] = [
    { number: last + 1, event: 'error', data: JSON.stringify(ourFault) },
    { number: last + 2, event: null, data: endOfStream },
  ]
  await addFrames(client, runId, ending)
  // What comes before an approval has a message already.
  const told = frames.rows.findLastIndex(({ data }) => data === endOfStream)
  const fresh = frames.rows.slice(told + 1)
  const calls = fresh
    .filter(({ event }) => event === 'tool_call')
    .map(({ data }): ChatToolCall => JSON.parse(data))
  const text = fresh
    .filter(({ event }) => event === null)
    .map(({ data }) => String(read(parsed(data), 'text') ?? ''))
    .join('')
  const content = text === '' ? ourFault.text : `${text}\n\n${ourFault.text}`
  const before = await itemsBefore(client, runId)
  await client.query(
    `INSERT INTO messages (conversation_id, role, content, tool_calls, items, run_id)
     VALUES ($1, 'assistant', $2, $3, $4, $5)`,
    [
      conversationId,
      content,
      JSON.stringify(calls),
      JSON.stringify([...before, ...calls.flatMap(itemsOf), answerItem(content)]),
      runId,
    ],
  )
}

/** The turn up to an approval; else the message that it began with. */
async function itemsBefore(client: PoolClient, runId: string): Promise<readonly AgentInputItem[]> {
  const { rows } = await client.query<{ content: string; items: AgentInputItem[] | null }>(
    'SELECT content, items FROM messages WHERE run_id = $1 ORDER BY items IS NULL, seq DESC LIMIT 1',
    [runId],
  )
  const row = rows[0]
  return row ? (row.items ?? [{ role: 'user', content: row.content }]) : []
}

const itemsOf = ({ call_id: callId, name, arguments: args, result }: ChatToolCall): AgentInputItem[] => [
  { type: 'function_call', callId, name, arguments: JSON.stringify(args), status: 'completed' },
  { type: 'function_call_result', callId, name, status: 'completed', output: result.text },
]
const answerItem = (text: string): AgentInputItem => ({
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text }],
})
