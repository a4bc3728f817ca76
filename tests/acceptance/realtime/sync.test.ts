import { encodeSyncCursor, type SyncAnswer, type SyncWire, syncFromWire } from '@todo/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, type Api, startApi } from '../api/api.ts'
import { type Person, sendJson, signUp } from '../api/person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

/** The answers are held against the document where they come in. */
const syncOf = (answer: Answer): SyncAnswer => syncFromWire(answer.body as SyncWire)

const sync = async (person: Person, query = ''): Promise<SyncAnswer> =>
  syncOf(await person.get(`/api/sync${query}`))

test('loads the list, then tells what happened after its cursor', async () => {
  const ada = await signUp(api)
  const milk = await ada.task({ title: 'Buy milk' })
  const first = await sync(ada)
  expect(first).toMatchObject({ kind: 'snapshot', tasks: [{ id: milk.id }], nextPage: null })
  await ada.post('/api/tasks/1/complete')
  await ada.delete('/api/tasks/1')
  const since = `?since=${first.cursor}`
  const next = await sync(ada, since)
  expect(next).toMatchObject({
    kind: 'events',
    hasMore: false,
    events: [
      {
        seq: 2,
        type: 'TaskCompleted',
        taskId: milk.id,
        changes: { status: { from: 'pending', to: 'done' } },
      },
      { seq: 3, type: 'TaskDeleted', task: { version: 3 } },
    ],
  })
  expect(await sync(ada, `?since=${next.cursor}`)).toMatchObject({ events: [], cursor: next.cursor })
})

test('loads a long list in pages, without gap or repeat', async () => {
  const ada = await signUp(api)
  const operations = Array.from({ length: 600 }, (_, n) => ({ op: 'create', title: `t${n}` }))
  await ada.post('/api/tasks/batch', { operations })
  const seen: number[] = []
  let page: string | null = ''
  while (page !== null) {
    const answer = await sync(ada, page === '' ? '' : `?page=${page}`)
    if (answer.kind !== 'snapshot') throw new Error('A page was expected')
    seen.push(...answer.tasks.map(({ number }) => number))
    page = answer.nextPage
  }
  expect(seen).toEqual(operations.map((_, index) => index + 1))
})

test('gives events in pieces to a client that was away for long', async () => {
  const ada = await signUp(api)
  const { cursor } = await sync(ada)
  const operations = Array.from({ length: 700 }, (_, n) => ({ op: 'create', title: `t${n}` }))
  await ada.post('/api/tasks/batch', { operations })
  const seen: number[] = []
  let answer = await sync(ada, `?since=${cursor}`)
  for (;;) {
    if (answer.kind !== 'events') throw new Error('Events were expected')
    seen.push(...answer.events.map(({ seq }) => seq))
    if (!answer.hasMore) break
    answer = await sync(ada, `?since=${answer.cursor}`)
  }
  expect(seen).toEqual(operations.map((_, index) => index + 1))
})

test('is told to start over from a place that the log does not have', async () => {
  const [ada, bob] = [await signUp(api), await signUp(api)]
  const ahead = encodeSyncCursor({ spaceId: ada.userId, epoch: 0, seq: 7 })
  for (const cursor of [ahead, (await sync(bob)).cursor]) {
    const answer = await ada.get(`/api/sync?since=${cursor}`)
    expect([answer.status, answer.body]).toMatchObject([410, { code: 'SYNC_RESTART' }])
  }
})

test('shows nothing of another list, whatever cursor is sent', async () => {
  const [ada, bob] = [await signUp(api), await signUp(api)]
  await ada.task({ title: 'Secret' })
  const { cursor } = await sync(ada)
  for (const path of ['/api/sync', `/api/sync?since=${cursor}`, `/api/sync?page=${cursor}`]) {
    expect((await bob.get(path)).text).not.toContain('Secret')
  }
})

test.each([
  ['since=x', 'since'],
  ['page=x', 'page'],
  ['since=', 'since'],
  ['since=WyJzeW5jIiwiYSIsMV0&page=WyJzeW5jIiwiYSIsMV0', 'page'],
  ['limit=10', 'limit'],
  ['since=a&since=b', 'since'],
])('refuses %s and names it', async (query, path) => {
  const ada = await signUp(api)
  const { status, body } = await ada.get(`/api/sync?${query}`)
  expect([status, body]).toMatchObject([400, { code: 'VALIDATION_FAILED', errors: [{ path }] }])
})

test('wants a credential', async () => {
  expect((await sendJson(api, 'GET', '/api/sync', null)).status).toBe(401)
})
