import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkSpace } from './check/check-space.ts'
import { Installation } from './rounds/installation.ts'
import { playRound } from './rounds/play.ts'
import { send } from './rounds/send.ts'
import type { Write } from './rounds/writes.ts'

// Each thing that the checker looks at is broken once by hand, to see that it is looked at.

const installation = new Installation()
beforeAll(() => installation.start())
afterAll(() => installation.remove())

const create = (title: string): Write => ({
  ...{ key: randomUUID(), kinds: ['create'], method: 'POST', path: '/api/tasks', makes: 1 },
  body: { title },
})
const change = (kinds: Write['kinds'], method: Write['method'], path: string, body?: object): Write => ({
  ...{ key: randomUUID(), kinds, method, path, makes: 0 },
  ...(body && { body }),
})

/** Tasks 1 to 3; the first was completed and that undone, the second is in the trash, the third was renamed. */
const writes = (): Write[] => [
  ...['One', 'Two', 'Three'].map(create),
  change(['complete'], 'POST', '/api/tasks/1/complete'),
  change(['undo'], 'POST', '/api/undo', {}),
  change(['delete'], 'DELETE', '/api/tasks/2'),
  change(['update'], 'PATCH', '/api/tasks/3', { title: 'Three again' }),
]

const played = () => playRound(installation, { writers: [writes()] }, async () => {})
const inSpace = 'WHERE space_id = $1'

test('a list that is as it was promised is found to be so', async () => {
  expect((await played()).violations).toEqual([])
})

test.each([
  ['a lost event', `DELETE FROM task_events ${inSpace} AND seq = 4`, /the sequence has a gap/],
  [
    'an event that stands twice',
    `INSERT INTO task_events (space_id, seq, id, task_id, number, event_type, event_data, operation_id, actor, client,
      "timestamp") SELECT space_id, 8, gen_random_uuid(), task_id, number, event_type, event_data, operation_id, actor,
      client, "timestamp" FROM task_events ${inSpace} AND seq = 7`,
    /operations do not cover the sequence/,
  ],
  ['a lost operation', `DELETE FROM operations ${inSpace} AND kind = 'update'`, /is not in the history/],
  ['an answer that was not kept', `DELETE FROM idempotency ${inSpace}`, /have no kept answer/],
  ['a lost task', `DELETE FROM tasks ${inSpace} AND number = 1`, /is gone/],
  [
    'a change that is only in the history',
    `UPDATE tasks SET title = 'Three' ${inSpace} AND number = 3`,
    /last event/,
  ],
  [
    'a change that is only in the task',
    `UPDATE tasks SET priority = 'high' ${inSpace} AND number = 3`,
    /last event/,
  ],
  ['a wrong version', `UPDATE tasks SET version = 9 ${inSpace} AND number = 3`, /last event/],
  ['a wrong total', `UPDATE space_counters SET pending = pending + 1 ${inSpace}`, /count as/],
  ['a number that will be given twice', `UPDATE space_counters SET next_number = 3 ${inSpace}`, /count as/],
  ['a sequence number left out', `UPDATE space_counters SET next_seq = next_seq + 1 ${inSpace}`, /count as/],
  [
    'a row of the outbox that is lost',
    `DELETE FROM outbox ${inSpace} AND first_seq = 3`,
    /outbox do not cover/,
  ],
  ['a mark of undo that is lost', `UPDATE operations SET reverted_by = NULL ${inSpace}`, /took it back/],
])('%s is found', async (_, statement, violation) => {
  const { account, ledger } = await played()
  await installation.withDatabase((pool) => pool.query(statement, [account.spaceId]))
  expect(await checkSpace(installation, account, ledger)).toContainEqual(expect.stringMatching(violation))
})

test('a write that was done twice is found', async () => {
  const { account, ledger } = await played()
  await send({ ...create('One'), key: randomUUID() }, { url: installation.url, token: account.token })
  expect(await checkSpace(installation, account, ledger)).toEqual([
    expect.stringMatching(/^the history has an operation that was never acknowledged: create /),
  ])
})
