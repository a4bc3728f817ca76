import { encodeSyncCursor, type Frame } from '@todo/core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type Api, startApi } from '../api/api.ts'
import { type Person, sendJson, signedInOf, signUp } from '../api/person.ts'
import { connect, isHello, type LiveClient, liveUrl, refusalOf, refusalWith, seqsOf } from './live-client.ts'

let api: Api
beforeAll(async () => {
  api = await startApi({ realtime: { heartbeatMs: 200, drainMs: 500, socketsOfSpaceMax: 5 } })
})
afterAll(() => api.stop())

const open = (person: Person, since?: string): LiveClient =>
  connect(liveUrl(api.url, since), person.accessToken)

/** A place in a person's log: their space has their id. */
const at = ({ userId }: Person, seq: number): string => encodeSyncCursor({ spaceId: userId, epoch: 0, seq })

const hasSeq =
  (seq: number) =>
  (frame: Frame): boolean =>
    'seq' in frame && frame.seq === seq

describe('a socket', () => {
  test('says hello with the head, then each change as it happens, with its cursor', async () => {
    const ada = await signUp(api)
    await ada.task()
    const live = open(ada)
    expect(await live.until(isHello)).toEqual({ type: 'hello', cursor: at(ada, 1) })
    await ada.task({ title: 'Buy bread' })
    await ada.post('/api/tasks/2/complete')
    await ada.post('/api/tasks/2/reopen')
    await ada.delete('/api/tasks/2')
    await ada.post('/api/tasks/2/restore')
    await ada.delete('/api/tasks/1')
    await ada.delete('/api/trash/1')
    await live.until(hasSeq(8))
    const events = live.frames.filter((frame) => 'seq' in frame)
    expect(events.map(({ type, seq }) => [type, seq])).toEqual([
      ['task_created', 2],
      ['task_updated', 3],
      ['task_updated', 4],
      ['task_deleted', 5],
      ['task_created', 6],
      ['task_deleted', 7],
      ['task_deleted', 8],
    ])
    expect(events[0]).toMatchObject({
      cursor: at(ada, 2),
      payload: { seq: 2, type: 'TaskCreated', task: { title: 'Buy bread' }, actor: 'user', client: 'api' },
    })
    expect(events.at(-1)).toMatchObject({ payload: { type: 'TaskPurged', task: null, changes: {} } })
  })

  test('replays what happened after its cursor before it says hello, each event once', async () => {
    const ada = await signUp(api)
    const operations = Array.from({ length: 500 }, (_, n) => ({ op: 'create', title: `t${n}` }))
    await ada.post('/api/tasks/batch', { operations })
    const live = open(ada, at(ada, 100))
    const writing = Promise.all(Array.from({ length: 20 }, () => ada.task()))
    await writing
    await live.until(hasSeq(520))
    await live.until(isHello)
    expect(seqsOf(live.frames)).toEqual(Array.from({ length: 420 }, (_, n) => n + 101))
    const hello = live.frames.findIndex(isHello)
    expect(hello).toBeGreaterThanOrEqual(400)
  })

  test('says the head again and again, so that a client sees what it missed', async () => {
    const ada = await signUp(api)
    const live = open(ada)
    await live.until(isHello)
    await ada.task()
    await live.until((frame) => frame.type === 'head' && frame.cursor === at(ada, 1))
  })

  test('shows nothing of another list', async () => {
    const [ada, bob] = [await signUp(api), await signUp(api)]
    const live = open(bob)
    await live.until(isHello)
    await ada.task({ title: 'Secret' })
    await bob.task({ title: 'Own' })
    await live.until(hasSeq(1))
    expect(JSON.stringify(live.frames)).not.toContain('Secret')
  })

  test.each([
    ['ahead of the log', (ada: Person) => at(ada, 7)],
    ['of another list', () => encodeSyncCursor({ spaceId: 'elsewhere', epoch: 0, seq: 0 })],
  ])('that comes from a place %s is told to start over, with 4410', async (_, cursorOf) => {
    const ada = await signUp(api)
    const live = open(ada, cursorOf(ada))
    expect((await live.closed).code).toBe(4410)
    expect(live.frames).toEqual([{ type: 'restart' }])
  })

  test('passes over what a client says, and ends with one that says too much', async () => {
    const ada = await signUp(api)
    const live = open(ada)
    await live.until(isHello)
    live.socket.send('{"type":"hello"}')
    await ada.task()
    await live.until(hasSeq(1))
    live.socket.send('x'.repeat(5_000))
    expect((await live.closed).code).toBe(1009)
  })

  test('of a client that answers no ping is dropped', async () => {
    const ada = await signUp(api)
    const live = open(ada)
    await live.until(isHello)
    live.socket.pong = () => {}
    expect((await live.closed).code).toBe(1006)
  })

  test('of a client that answers stays, however long nothing happens', async () => {
    const ada = await signUp(api)
    const live = open(ada)
    await vi.waitFor(() => expect(live.frames.filter(({ type }) => type === 'head').length).toBe(5), 5_000)
    expect(live.socket.readyState).toBe(WebSocket.OPEN)
  })
})

describe('a slow reader', () => {
  test('is cut off, and others of the same list are not', async () => {
    const patient = await startApi({ realtime: { drainMs: 300, heartbeatMs: 60_000 } })
    onTestFinished(() => patient.stop())
    const ada = await signUp(patient)
    const [slow, quick] = [0, 1].map(() => connect(liveUrl(patient.url), ada.accessToken))
    if (!slow || !quick) throw new Error('Two sockets were opened')
    await Promise.all([slow.until(isHello), quick.until(isHello)])
    slow.socket.pause()
    const description = 'x'.repeat(1000)
    const operations = Array.from({ length: 1000 }, () => ({ op: 'create', title: 'long', description }))
    for (let n = 1; n <= 8; n += 1) {
      await ada.post('/api/tasks/batch', { operations })
      await quick.until(hasSeq(n * 1000))
    }
    expect(seqsOf(quick.frames)).toEqual(Array.from({ length: 8000 }, (_, n) => n + 1))
    await vi.waitFor(() => expect(patient.sockets()).toBe(1), 5_000)
    slow.socket.resume()
    expect((await slow.closed).code).toBe(1006)
    expect(seqsOf(slow.frames).length).toBeLessThan(8000)
  })
})

describe('an upgrade is refused', () => {
  test('without a credential, or with one that is none', async () => {
    const address = liveUrl(api.url)
    const { status, headers, body } = await refusalOf(address)
    expect([status, body]).toMatchObject([401, { code: 'UNAUTHENTICATED', error: 'Sign in first' }])
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'www-authenticate': 'Bearer',
    })
    for (const token of ['x', 'x.y.z']) expect((await refusalWith(address, token)).status).toBe(401)
  })

  test('with a credential in the address', async () => {
    const ada = await signUp(api)
    for (const name of ['token', 'access_token', 'authorization']) {
      const address = `${liveUrl(api.url)}?${name}=${ada.accessToken}`
      expect((await refusalOf(address)).status).toBe(401)
    }
  })

  test('with a revoked session', async () => {
    const ada = await signUp(api)
    await ada.post('/api/auth/logout')
    expect((await refusalWith(liveUrl(api.url), ada.accessToken)).status).toBe(401)
  })

  test.each([
    ['since=x', 'since'],
    ['since=a&since=b', 'since'],
    ['until=x', 'until'],
  ])('with %s, which is named', async (query, path) => {
    const ada = await signUp(api)
    const { status, body } = await refusalWith(`${liveUrl(api.url)}?${query}`, ada.accessToken)
    expect([status, body]).toMatchObject([400, { code: 'VALIDATION_FAILED', errors: [{ path }] }])
  })

  test('anywhere else', async () => {
    const ada = await signUp(api)
    for (const path of ['/', '/api/tasks', '/api/realtime/', '//']) {
      const address = api.url.replace('http', 'ws') + path
      expect([path, (await refusalWith(address, ada.accessToken)).status]).toEqual([path, 404])
    }
  })

  test('where a list has many sockets already', async () => {
    const ada = await signUp(api)
    const sockets = Array.from({ length: 5 }, () => open(ada))
    await Promise.all(sockets.map((live) => live.until(isHello)))
    expect((await refusalWith(liveUrl(api.url), ada.accessToken)).status).toBe(429)
    sockets[0]?.socket.close()
    await sockets[0]?.closed
    await vi.waitFor(async () => {
      const live = open(ada)
      await live.until(isHello)
    })
  })

  test('as a plain request, which is told to upgrade', async () => {
    const ada = await signUp(api)
    const { status, headers, body } = await ada.get('/api/realtime')
    expect([status, body]).toMatchObject([426, { code: 'UPGRADE_REQUIRED' }])
    expect(headers.get('upgrade')).toBe('websocket')
  })
})

describe('a revoked session', () => {
  test('closes its sockets with 4401, and leaves those of other sessions', async () => {
    const ada = await signUp(api)
    const { email, password } = ada
    const other = await sendJson(api, 'POST', '/api/auth/login', null, { email, password })
    const elsewhere = connect(liveUrl(api.url), signedInOf(other.body).accessToken)
    const live = open(ada)
    await Promise.all([live.until(isHello), elsewhere.until(isHello)])
    await ada.post('/api/auth/logout')
    expect((await live.closed).code).toBe(4401)
    expect(elsewhere.socket.readyState).toBe(WebSocket.OPEN)
  })

  test('that was ended behind the server’s back is found, and its sockets are closed', async () => {
    const ada = await signUp(api)
    const live = open(ada)
    await live.until(isHello)
    await api.pool.query('DELETE FROM sessions WHERE user_id = $1', [ada.userId])
    expect((await live.closed).code).toBe(4401)
  })

  test('of a deleted account closes its sockets', async () => {
    const ada = await signUp(api)
    const live = open(ada)
    await live.until(isHello)
    await ada.delete('/api/account', { password: ada.password })
    expect((await live.closed).code).toBe(4401)
  })
})

describe('a server that stops', () => {
  test('tells its sockets to come back, and waits for none that does not answer', async () => {
    const other = await startApi({ realtime: { farewellMs: 200 } })
    const ada = await signUp(other)
    const [live, deaf] = [0, 1].map(() => connect(liveUrl(other.url), ada.accessToken))
    if (!live || !deaf) throw new Error('Two sockets were opened')
    await Promise.all([live.until(isHello), deaf.until(isHello)])
    deaf.socket.pause()
    const stopped = other.stop()
    expect((await live.closed).code).toBe(1012)
    await stopped
  })
})
