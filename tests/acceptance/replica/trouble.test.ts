import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { signUp } from '../api/person.ts'
import { type Browser, until, untilLive } from './browser.ts'
import { Scene, titles } from './scene.ts'

const scene = new Scene()

/** An answer as the server gives it. */
const answered = (status: number, body: object, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'x-request-id': 'request-1', ...headers },
  })
const problem = (status: number, code: string, headers?: Record<string, string>): Response =>
  answered(status, { code, error: `It is ${code}` }, headers)

/** Answers the first so many writes itself. */
function answerWrites(browser: Browser, count: number, answer: () => Response): { left: number } {
  const turns = { left: count }
  browser.network.answer = (_, { method }) => {
    if (method === 'GET' || turns.left === 0) return null
    turns.left -= 1
    return answer()
  }
  return turns
}

describe('what the server refuses', () => {
  it('is rolled back with the reason, its text is kept, and the rest goes on', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    const task = await scene.person.task({ title: 'Shared' })
    await until(() => titles(replica).length === 1)
    browser.goOffline()
    await scene.person.delete(`/api/tasks/${task.id}`)
    const write = replica.update(task.id, { title: 'Mine', description: 'Long text' })
    const next = replica.create({ title: 'Next' })
    browser.goOnline()
    const outcome = await write?.settled
    expect(outcome).toMatchObject({
      kind: 'refused',
      notice: { code: 'TASK_NOT_FOUND', texts: ['Mine', 'Long text'], write: { kind: 'update' }, fallen: 0 },
    })
    expect(await next.settled).toEqual({ kind: 'done' })
    expect(titles(replica)).toEqual(['Next'])
    expect(replica.notices.get()).toHaveLength(1)
    await replica.close()
    const again = browser.open()
    await until(() => again.notices.get().length === 1)
    expect(again.notices.get()[0]).toMatchObject({ texts: ['Mine', 'Long text'], message: 'Task not found' })
    again.dismiss(again.notices.get()[0]?.id ?? '')
    await until(() => again.status.get().connection === 'live')
    await again.close()
    const third = browser.open()
    await untilLive(third)
    expect(third.notices.get()).toEqual([])
  })

  it('takes with it what was done to a task that never came to be', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    browser.goOffline()
    const create = replica.create({ title: 'Refused' }, 'Refused tomorrow')
    const [id = ''] = create.taskIds
    const update = replica.update(id, { description: 'More' })
    const other = replica.create({ title: 'Other' })
    answerWrites(browser, 1, () => problem(422, 'VALIDATION_FAILED'))
    browser.goOnline()
    const outcome = await create.settled
    expect(outcome).toMatchObject({
      kind: 'refused',
      notice: { code: 'VALIDATION_FAILED', texts: ['Refused tomorrow', 'More'], fallen: 1 },
    })
    expect(await update?.settled).toEqual(outcome)
    expect(await other.settled).toEqual({ kind: 'done' })
    expect(titles(replica)).toEqual(['Other'])
    expect(await scene.serverTitles()).toEqual(['Other'])
  })

  it('says what an undo ran into, and shows what stands', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    const create = replica.create({ title: 'A' })
    const [id = ''] = create.taskIds
    await create.settled
    const update = replica.update(id, { title: 'B' })
    await update?.settled
    browser.goOffline()
    await scene.person.patch(`/api/tasks/${id}`, { title: 'C' })
    const undo = replica.undo(update?.operationId)
    expect(titles(replica)).toEqual(['A'])
    browser.goOnline()
    expect(await undo.settled).toMatchObject({
      kind: 'refused',
      notice: { code: 'UNDO_CONFLICT', conflicts: [{ field: 'title', expected: 'B', actual: 'C' }] },
    })
    await until(() => titles(replica)[0] === 'C')
  })

  it('is given up where the server fails at this write alone', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    const turns = answerWrites(browser, 5, () => problem(500, 'INTERNAL'))
    const poison = replica.create({ title: 'Poison' })
    const next = replica.create({ title: 'Next' })
    const nudge = setInterval(() => replica.retry(), 20)
    onTestFinished(() => clearInterval(nudge))
    expect(await poison.settled).toMatchObject({
      kind: 'refused',
      notice: { code: 'INTERNAL', texts: ['Poison'] },
    })
    expect(turns.left).toBe(0)
    expect(await next.settled).toEqual({ kind: 'done' })
  })
})

describe('a field that two have changed', () => {
  it('takes the later write, keeps the other fields, and offers the other value', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    const task = await scene.person.task({ title: 'A' })
    await until(() => titles(replica).length === 1)
    browser.goOffline()
    await scene.person.patch(`/api/tasks/${task.id}`, { title: 'Theirs', priority: 'high' })
    const write = replica.update(task.id, { title: 'Mine', tags: ['x'] })
    browser.goOnline()
    expect(await write?.settled).toEqual({ kind: 'done' })
    expect(replica.task(task.id).get()).toMatchObject({ title: 'Mine', priority: 'high', tags: ['x'] })
    await until(() => replica.notices.get().length === 1)
    const [notice] = replica.notices.get()
    expect(notice).toMatchObject({
      kind: 'conflict',
      taskId: task.id,
      field: 'title',
      yours: 'Mine',
      theirs: 'Theirs',
      by: { actor: 'user', client: 'api' },
    })
    const taken = replica.takeTheirs(notice?.id ?? '')
    expect(replica.notices.get()).toEqual([])
    expect(await taken?.settled).toEqual({ kind: 'done' })
    expect(await scene.serverTitles()).toEqual(['Theirs'])
  })

  it('is no conflict where it is another field, or the same value', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    const task = await scene.person.task({ title: 'A' })
    await until(() => titles(replica).length === 1)
    browser.goOffline()
    await scene.person.patch(`/api/tasks/${task.id}`, { title: 'Same', priority: 'high' })
    const writes = [
      replica.update(task.id, { title: 'Same' }),
      replica.update(task.id, { description: 'More' }),
      replica.update(task.id, { description: 'Still more' }),
    ]
    browser.goOnline()
    for (const write of writes) expect(await write?.settled).toEqual({ kind: 'done' })
    expect(replica.notices.get()).toEqual([])
  })
})

describe('a server in trouble', () => {
  it.each([
    ['asks for patience', () => problem(429, 'RATE_LIMITED', { 'retry-after': '1' })],
    ['is not available', () => problem(503, 'UNAVAILABLE')],
    [
      'is a page of somebody else’s',
      () => new Response('<html>Welcome to our hotel</html>', { status: 200 }),
    ],
    ['is a foreign JSON', () => Response.json({ ok: true })],
    ['is a proxy without it', () => new Response('Bad gateway', { status: 502 })],
    ['refuses in a form that is not ours', () => new Response('Forbidden', { status: 403 })],
  ])('%s: the write waits, shown, and arrives once', async (_, answer) => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    const turns = answerWrites(browser, 2, answer)
    const write = replica.create({ title: 'Patience' })
    await until(() => turns.left < 2)
    expect(titles(replica)).toEqual(['Patience'])
    expect(replica.status.get().waiting).toBe(1)
    expect(await write.settled).toEqual({ kind: 'done' })
    expect(turns.left).toBe(0)
    expect(await scene.serverTitles()).toEqual(['Patience'])
    expect(replica.notices.get()).toEqual([])
  })

  it('does not lose a write to a server that fails at everything', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    let failures = 0
    browser.network.answer = () => {
      failures += 1
      return failures > 12 ? null : problem(500, 'INTERNAL')
    }
    const write = replica.create({ title: 'Kept' })
    const nudge = setInterval(() => replica.retry(), 20)
    onTestFinished(() => clearInterval(nudge))
    expect(await write.settled).toEqual({ kind: 'done' })
  })

  it('is asked again where it does not answer', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      const ends = new AbortController()
      setTimeout(() => ends.abort(new DOMException('Too late', 'TimeoutError')), 50)
      return ends.signal
    })
    onTestFinished(() => timeout.mockRestore())
    let hung = 0
    browser.network.answer = (_, { method, signal }) => {
      if (method === 'GET' || hung > 0) return null
      hung += 1
      return new Promise((__, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason))
      })
    }
    const write = replica.create({ title: 'Again' })
    expect(await write.settled).toEqual({ kind: 'done' })
    expect(hung).toBe(1)
    expect(await scene.serverTitles()).toEqual(['Again'])
  })

  it('says that there is no way to it, and what waits', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    browser.goOffline()
    await until(() => replica.status.get().connection === 'offline')
    replica.create({ title: 'One' })
    replica.create({ title: 'Two' })
    expect(replica.status.get()).toMatchObject({ connection: 'offline', waiting: 2 })
    browser.goOnline()
    await untilLive(replica)
    await until(() => replica.status.get().waiting === 0)
  })

  it('goes by the server’s clock where this one is wrong', async () => {
    const browser = scene.browser()
    const ahead = 3 * 86_400_000
    browser.network.answer = async (path, init) => {
      const response = await fetch(scene.api.url + path, init)
      const headers = new Headers(response.headers)
      headers.set('date', new Date(Date.now() + ahead).toUTCString())
      return new Response(await response.text(), { status: response.status, headers })
    }
    const replica = browser.open()
    await untilLive(replica)
    const day = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format(Date.now() + ahead)
    await until(() => replica.today().get().date === day)
  })
})

describe('the session', () => {
  it('may end: what waits is kept, and goes on after signing in again', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    browser.token = 'ended'
    browser.cut()
    await until(() => replica.status.get().needsSignIn)
    const write = replica.create({ title: 'Kept' })
    expect(titles(replica)).toEqual(['Kept'])
    browser.token = scene.person.accessToken
    replica.signedIn()
    expect(await write.settled).toEqual({ kind: 'done' })
    expect(replica.status.get().needsSignIn).toBe(false)
  })

  it('of somebody else who signed in in another tab gets no write, even before anything else has shown it', async () => {
    const other = await signUp(scene.api)
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    browser.token = other.accessToken
    replica.create({ title: 'Mine' })
    await until(() => replica.status.get().needsSignIn)
    expect((await other.get('/api/tasks')).body).toMatchObject({ total: 0 })
    expect(titles(replica)).toEqual(['Mine'])
  })

  it('of somebody else gets nothing of this list', async () => {
    const other = await signUp(scene.api)
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    browser.goOffline()
    replica.create({ title: 'Mine' })
    browser.token = other.accessToken
    browser.goOnline()
    await until(() => replica.status.get().needsSignIn)
    expect((await other.get('/api/tasks')).body).toMatchObject({ total: 0 })
    expect(titles(replica)).toEqual(['Mine'])
  })
})
