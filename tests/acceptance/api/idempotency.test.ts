import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import { asBearer, type Person, signUp, taskOf } from './person.ts'

let api: Api
let ada: Person
beforeAll(async () => {
  api = await startApi()
  ada = await signUp(api)
})
afterAll(() => api.stop())

const keyed = (key: string) => ({ 'idempotency-key': key })

describe('Idempotency-Key', () => {
  test.each([randomUUID(), 'order-7', '!'.repeat(255)])(
    '%s: a repeat gets the first answer word for word and changes nothing',
    async (key) => {
      const eve = await signUp(api)
      const body = { title: 'Once "version":9,' }
      const first = await eve.post('/api/tasks', body, keyed(key))
      expect(first.headers.get('idempotency-replayed')).toBeNull()
      await eve.patch(`/api/tasks/${taskOf(first).id}`, { title: 'Changed since' })
      const second = await eve.post('/api/tasks', body, keyed(key))
      expect([second.status, second.text]).toEqual([first.status, first.text])
      expect(second.headers.get('idempotency-replayed')).toBe('true')
      for (const header of ['x-operation-id', 'etag', 'content-type']) {
        expect(second.headers.get(header)).toBe(first.headers.get(header))
      }
      expect((await eve.get('/api/tasks')).body).toMatchObject({ total: 1 })
    },
  )

  test('a uuid is the id of the operation', async () => {
    const key = randomUUID()
    const { headers } = await ada.post('/api/tasks', { title: 'Once' }, keyed(key.toUpperCase()))
    expect(headers.get('x-operation-id')).toBe(key)
  })

  test('two at once run once', async () => {
    const eve = await signUp(api)
    const key = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => eve.post('/api/tasks', { title: 'Once' }, keyed(key))),
    )
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect((await eve.get('/api/tasks')).body).toMatchObject({ total: 1 })
  })

  test('with another body, another path or another condition is 422', async () => {
    const key = randomUUID()
    const { id } = taskOf(await ada.post('/api/tasks', { title: 'Once' }, keyed(key)))
    for (const answer of [
      await ada.post('/api/tasks', { title: 'Twice' }, keyed(key)),
      await ada.patch(`/api/tasks/${id}`, { title: 'Once' }, keyed(key)),
      await ada.post('/api/undo', undefined, keyed(key)),
    ]) {
      expect(answer.status).toBe(422)
      expect(answer.body).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
    }
  })

  test('belongs to one person', async () => {
    const eve = await signUp(api)
    const key = randomUUID()
    await ada.post('/api/tasks', { title: 'Once' }, keyed(key))
    expect(taskOf(await eve.post('/api/tasks', { title: 'Mine' }, keyed(key))).title).toBe('Mine')
  })

  test('repeats a refusal, but not one that may pass', async () => {
    const eve = await signUp(api)
    const bad = randomUUID()
    const first = await eve.post('/api/tasks', { title: '' }, keyed(bad))
    const second = await eve.post('/api/tasks', { title: '' }, keyed(bad))
    expect([first.status, second.status, second.headers.get('idempotency-replayed')]).toEqual([
      400,
      400,
      'true',
    ])
    const { id } = await eve.task()
    const passing = randomUUID()
    const undone = await eve.post('/api/tasks', { id, title: 'x' }, keyed(passing))
    expect(undone.status).toBe(409)
    expect(
      (await eve.post('/api/tasks', { id, title: 'x' }, keyed(passing))).headers.get('idempotency-replayed'),
    ).toBeNull()
  })

  test('undo with one key undoes one operation, however often it is sent', async () => {
    const eve = await signUp(api)
    await eve.task()
    await eve.task()
    const key = randomUUID()
    const answers = [1, 2, 3].map(() => eve.post('/api/undo', undefined, keyed(key)))
    expect(new Set((await Promise.all(answers)).map(({ text }) => text)).size).toBe(1)
    expect((await eve.get('/api/tasks')).body).toMatchObject({ total: 1 })
  })

  test.each(['', 'a b', 'ä', 'x'.repeat(256)])('%j is no key', async (key) => {
    const { status, body } = await ada.post('/api/tasks', { title: 'x' }, keyed(key))
    expect(status).toBe(400)
    expect(body).toMatchObject({ errors: [{ path: 'Idempotency-Key' }] })
  })

  test('counts on every write', async () => {
    const eve = await signUp(api)
    const twice = async (method: 'post' | 'patch' | 'delete', path: string, body?: unknown) => {
      const key = keyed(randomUUID())
      const first = await eve[method](path, body, key)
      const second = await eve[method](path, body, key)
      expect([path, first.status < 300, second.status, second.text]).toEqual([
        path,
        true,
        first.status,
        first.text,
      ])
      expect([path, second.headers.get('idempotency-replayed')]).toEqual([path, 'true'])
    }
    await eve.task({ tags: ['a'] })
    await twice('patch', '/api/tasks/1', { title: 'x' })
    await twice('post', '/api/tasks/1/complete')
    await twice('post', '/api/tasks/1/reopen')
    await twice('post', '/api/tasks/quick', { text: 'Buy milk' })
    await twice('post', '/api/tasks/batch', { operations: [{ op: 'complete', id: 1 }] })
    await twice('post', '/api/undo')
    await twice('post', '/api/redo')
    await twice('post', '/api/tags/rename', { from: 'a', to: 'b' })
    await twice('delete', '/api/tags/b')
    await twice('delete', '/api/tasks/1')
    await twice('post', '/api/tasks/1/restore')
    await twice('delete', '/api/tasks/1')
    await twice('delete', '/api/trash/1')
    await twice('delete', '/api/tasks/2')
    await twice('delete', '/api/trash')
  })

  test('after two days, when the stored answer is gone, a repeat still changes nothing', async () => {
    const eve = await signUp(api)
    await eve.task({ title: 'one' })
    const writes = [
      { path: '/api/tasks', body: { title: 'two' } },
      { path: '/api/tasks/1/complete', body: undefined },
      {
        path: '/api/tasks/batch',
        body: {
          operations: [
            { op: 'create', title: 'three' },
            { op: 'update', id: 1, title: 'uno' },
            { op: 'reopen', id: 1 },
            { op: 'create', title: 'four' },
          ],
        },
      },
      { path: '/api/undo', body: undefined },
    ].map((write) => ({ ...write, key: keyed(randomUUID()) }))
    const first = []
    for (const { path, body, key } of writes) first.push(await eve.post(path, body, key))
    await api.pool.query(`UPDATE idempotency SET created_at = now() - interval '2 days'`)
    const before = (await eve.get('/api/history?limit=100')).text
    for (const [index, { path, body, key }] of writes.entries()) {
      const again = await eve.post(path, body, key)
      expect([path, again.status, again.text]).toEqual([path, first[index]?.status, first[index]?.text])
      expect(again.headers.get('idempotency-replayed')).toBe('true')
    }
    expect((await eve.get('/api/history?limit=100')).text).toBe(before)
  })

  test('the answer is committed with the write: whoever dies between the two leaves neither', async () => {
    const eve = await signUp(api)
    await eve.task({ tags: ['a'] })
    const writes = [
      { method: 'post', path: '/api/tasks', body: { title: 'x' } },
      { method: 'post', path: '/api/tasks/quick', body: { text: 'Buy milk tomorrow' } },
      { method: 'patch', path: '/api/tasks/1', body: { title: 'y' } },
      { method: 'post', path: '/api/tasks/batch', body: { operations: [{ op: 'create', title: 'z' }] } },
      { method: 'post', path: '/api/undo', body: undefined },
      { method: 'post', path: '/api/tags/rename', body: { from: 'a', to: 'b' } },
      { method: 'delete', path: '/api/tasks/1', body: undefined },
      { method: 'delete', path: '/api/trash/1', body: undefined },
    ] as const
    for (const { method, path, body } of writes) {
      const key = randomUUID()
      expect((await eve[method](path, body, keyed(key))).status).toBeLessThan(300)
      const { rows } = await api.pool.query(
        `SELECT o.xmin = i.xmin AS together FROM operations o JOIN idempotency i USING (space_id)
         WHERE space_id = $1 AND o.id = $2 AND i.key = $2::text AND i.operation_id = o.id`,
        [eve.userId, key],
      )
      expect([path, rows]).toEqual([path, [{ together: true }]])
    }
  })

  test('numbers and places of new tasks are in a repeated answer, whatever their texts look like', async () => {
    const eve = await signUp(api)
    await eve.task()
    const key = keyed(randomUUID())
    const operations = ['"number":-1,', '"position":"?1"', '\\"number":-2'].map((title) => ({
      op: 'create',
      title,
    }))
    const first = await eve.post('/api/tasks/batch', { operations }, key)
    const second = await eve.post('/api/tasks/batch', { operations }, key)
    expect(second.text).toBe(first.text)
    expect(second.body).toMatchObject({ results: [2, 3, 4].map((number) => ({ task: { number } })) })
  })

  test('two at once at two servers run once, and both give the one answer', async () => {
    const there = await startApi({ databaseUrl: api.databaseUrl })
    const eve = await signUp(api)
    const elsewhere = asBearer(there, eve.accessToken)
    for (let round = 0; round < 10; round += 1) {
      const key = keyed(randomUUID())
      const body = { text: `Buy milk ${round} tomorrow` }
      const [one, two] = await Promise.all([
        eve.post('/api/tasks/quick', body, key),
        elsewhere.post('/api/tasks/quick', body, key),
      ])
      expect([one.status, one.text]).toEqual([two.status, two.text])
    }
    expect((await eve.get('/api/tasks')).body).toMatchObject({ total: 10 })
    await there.stop()
  })

  test('two bodies under one key at two servers: one is written, the other is 422', async () => {
    const there = await startApi({ databaseUrl: api.databaseUrl })
    const eve = await signUp(api)
    const elsewhere = asBearer(there, eve.accessToken)
    const key = keyed(randomUUID())
    const answers = await Promise.all([
      eve.post('/api/tasks', { title: 'One' }, key),
      elsewhere.post('/api/tasks', { title: 'Two' }, key),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422])
    expect((await eve.get('/api/tasks')).body).toMatchObject({ total: 1 })
    await there.stop()
  })

  test('a purge takes what was written out of kept answers, also of those that changed nothing', async () => {
    const eve = await signUp(api)
    await eve.post('/api/tasks', { title: 'Sunflower' }, keyed(randomUUID()))
    await eve.post('/api/tasks/1/reopen', undefined, keyed(randomUUID()))
    await eve.task({ title: 'Other' })
    const other = keyed(randomUUID())
    const first = await eve.post('/api/tasks/2/reopen', undefined, other)
    await eve.delete('/api/tasks/1')
    await eve.delete('/api/trash/1')
    const { rows } = await api.pool.query<{ body: string | null }>(
      'SELECT body FROM idempotency WHERE space_id = $1',
      [eve.userId],
    )
    expect(rows.length).toBe(3)
    expect(rows.filter(({ body }) => body?.includes('Sunflower'))).toEqual([])
    expect((await eve.post('/api/tasks/2/reopen', undefined, other)).text).toBe(first.text)
  })

  test('a write that changed nothing is not made up for by a repeat two days later', async () => {
    const eve = await signUp(api)
    await eve.task()
    await eve.post('/api/tasks/1/complete')
    const key = keyed(randomUUID())
    const first = await eve.post('/api/tasks/1/complete', undefined, key)
    await eve.post('/api/tasks/1/reopen')
    await api.pool.query(`UPDATE idempotency SET created_at = now() - interval '2 days'`)
    expect((await eve.post('/api/tasks/1/complete', undefined, key)).text).toBe(first.text)
    expect((await eve.get('/api/tasks/1')).body).toMatchObject({ task: { status: 'pending' } })
  })

  test('where only the answer was lost, a repeat gets the first answer', async () => {
    const eve = await signUp(api)
    const key = keyed(randomUUID())
    const first = await eve.post('/api/tasks', { title: 'Once' }, key)
    await api.pool.query('DELETE FROM idempotency WHERE space_id = $1', [eve.userId])
    const second = await eve.post('/api/tasks', { title: 'Once' }, key)
    expect([second.status, second.text]).toEqual([first.status, first.text])
    expect(second.headers.get('idempotency-replayed')).toBe('true')
  })
})
