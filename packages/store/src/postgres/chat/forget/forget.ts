import type { ChatToolCall } from '@todo/core/schemas'
import type { Pool, PoolClient } from 'pg'
import { within } from '../transaction.ts'
import { type Forgotten, redact, redactText } from './forgotten.ts'
import { redactFrames } from './frames.ts'
import { gather } from './gather.ts'

/**
 * Blanks what the chat keeps of purged tasks. A purge leaves word in its own transaction (`chat_purges`); that is worked off
 * before anything of the person's is read, and by `sweep`, and stays until it was: also over a crash.
 */
export function createForgetting(pool: Pool) {
  const forgetFor = async (userId: string): Promise<void> => {
    const purges = await pool.query<Purge>(
      'SELECT task_id, operation_ids FROM chat_purges WHERE user_id = $1',
      [userId],
    )
    if (purges.rows.length === 0) return
    // What an answer that goes on now has read before is kept once it ends: then the word of it is still there.
    const running = await pool.query(`SELECT FROM chat_runs WHERE user_id = $1 AND state = 'running'`, [
      userId,
    ])
    const ids = new Set(purges.rows.flatMap(({ task_id, operation_ids }) => [task_id, ...operation_ids]))
    await within(pool, async (client) => {
      const found = await client.query<{ id: string }>(mentioning, [userId, [...ids]])
      for (const { id } of found.rows) await forgetIn(client, id, ids)
      if (running.rowCount !== 0) return
      const tasks = purges.rows.map(({ task_id }) => task_id)
      await client.query('DELETE FROM chat_purges WHERE user_id = $1 AND task_id = ANY ($2::uuid[])', [
        userId,
        tasks,
      ])
    })
  }
  return {
    forgetFor,
    /** For whoever has not come back since. */
    async sweep(): Promise<void> {
      const { rows } = await pool.query<{ user_id: string }>('SELECT DISTINCT user_id FROM chat_purges')
      for (const { user_id } of rows) await forgetFor(user_id)
    },
  }
}

type Purge = { task_id: string; operation_ids: string[] }

const uuids = `'[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'`
const named = (column: string): string =>
  `EXISTS (SELECT FROM regexp_matches(${column}::text, ${uuids}, 'g') AS found WHERE found[1] = ANY ($2::text[]))`

/** Conversations of a person in which one of these ids stands. */
const mentioning = `SELECT c.id FROM conversations c WHERE c.user_id = $1 AND (
    EXISTS (SELECT FROM messages m WHERE m.conversation_id = c.id AND ${named('m.tool_calls')})
    OR EXISTS (SELECT FROM chat_runs r JOIN chat_frames f ON f.run_id = r.id
      WHERE r.conversation_id = c.id AND f.event = 'tool_call' AND ${named('f.data')})
    OR EXISTS (SELECT FROM chat_runs r JOIN chat_approvals a ON a.run_id = r.id
      WHERE r.conversation_id = c.id AND ${named('a.arguments')}))
  ORDER BY c.id FOR UPDATE OF c`

type MessageRow = {
  id: string
  role: string
  content: string
  tool_calls: ChatToolCall[] | null
  items: unknown
  run_id: string | null
}

async function forgetIn(client: PoolClient, conversation: string, ids: ReadonlySet<string>): Promise<void> {
  const messages = await client.query<MessageRow>(
    'SELECT id, role, content, tool_calls, items, run_id FROM messages WHERE conversation_id = $1',
    [conversation],
  )
  const frames = await client.query<{ run_id: string; number: number; event: string | null; data: string }>(
    `SELECT run_id, number, event, data FROM chat_frames f JOIN chat_runs r ON r.id = f.run_id
     WHERE r.conversation_id = $1 ORDER BY run_id, number`,
    [conversation],
  )
  const what = gather(ids, [
    ...messages.rows.map(({ tool_calls, run_id, ...row }) => ({
      ...row,
      toolCalls: tool_calls ?? [],
      runId: run_id,
    })),
    // What a run has called that has not ended stands in its frames alone.
    ...frames.rows
      .filter(({ event }) => event === 'tool_call')
      .map(({ run_id, data }) => {
        const call: ChatToolCall = JSON.parse(data)
        return { role: 'assistant', content: '', toolCalls: [call], items: null, runId: run_id }
      }),
  ])
  await forgetMessages(client, messages.rows, what)
  const redacted = redactFrames(frames.rows, what)
  await client.query(
    `UPDATE chat_frames f SET data = r.data FROM unnest($1::uuid[], $2::int[], $3::text[]) AS r(run_id, number, data)
     WHERE f.run_id = r.run_id AND f.number = r.number`,
    [
      redacted.map(({ run_id }) => run_id),
      redacted.map(({ number }) => number),
      redacted.map(({ data }) => data),
    ],
  )
  await forgetWaiting(client, conversation, what)
}

async function forgetMessages(client: PoolClient, rows: readonly MessageRow[], what: Forgotten) {
  for (const { id, content, tool_calls, items } of rows) {
    const before = JSON.stringify([content, tool_calls, items])
    const after = [redactText(content, what), redact(tool_calls, what), redact(items, what)]
    if (JSON.stringify(after) === before) continue
    const [text, calls, turn] = after
    await client.query('UPDATE messages SET content = $2, tool_calls = $3, items = $4 WHERE id = $1', [
      id,
      text,
      calls === null ? null : JSON.stringify(calls),
      turn === null ? null : JSON.stringify(turn),
    ])
  }
}

/** What waits for an answer, what the runs go on from, and what the conversation is called. */
async function forgetWaiting(client: PoolClient, conversation: string, what: Forgotten): Promise<void> {
  const approvals = await client.query<{ id: string; arguments: unknown; summary: string }>(
    `SELECT a.id, arguments, summary FROM chat_approvals a JOIN chat_runs r ON r.id = a.run_id
     WHERE r.conversation_id = $1`,
    [conversation],
  )
  for (const { id, arguments: args, summary } of approvals.rows) {
    await client.query('UPDATE chat_approvals SET arguments = $2, summary = $3 WHERE id = $1', [
      id,
      JSON.stringify(redact(args, what)),
      redactText(summary, what),
    ])
  }
  const runs = await client.query<{ id: string; sdk_state: string }>(
    'SELECT id, sdk_state FROM chat_runs WHERE conversation_id = $1 AND sdk_state IS NOT NULL',
    [conversation],
  )
  for (const { id, sdk_state } of runs.rows) {
    await client.query('UPDATE chat_runs SET sdk_state = $2 WHERE id = $1', [id, redact(sdk_state, what)])
  }
  const { rows } = await client.query<{ title: string | null }>(
    'SELECT title FROM conversations WHERE id = $1',
    [conversation],
  )
  const title = rows[0]?.title
  if (!title) return
  await client.query('UPDATE conversations SET title = left($2, 200) WHERE id = $1', [
    conversation,
    redactText(title, what),
  ])
}
