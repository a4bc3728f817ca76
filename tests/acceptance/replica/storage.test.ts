import { IDBObjectStore, indexedDB } from 'fake-indexeddb'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { signUp } from '../api/person.ts'
import { until, untilLive } from './browser.ts'
import { Scene, titles } from './scene.ts'

const scene = new Scene()

const names = (databases: readonly { name?: string }[]): string[] => databases.map(({ name = '' }) => name)

describe('what the device keeps', () => {
  it('shows at once at the next start, and only what is new is asked for', async () => {
    const operations = Array.from({ length: 700 }, (_, n) => ({ op: 'create', title: `Task ${n}` }))
    await scene.person.post('/api/tasks/batch', { operations })
    const browser = scene.browser()
    const first = browser.open()
    await untilLive(first)
    await first.close()
    await scene.person.task({ title: 'New' })
    browser.network.sent = []
    const again = browser.open()
    await until(() => titles(again).length === 700)
    await until(() => titles(again).length === 701)
    expect(browser.network.sent.filter((each) => !each.includes('since='))).toEqual([])
  })

  it('holds a write that was made with the last breath of a page, which had no time for the storage', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    const never = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('The page is going', 'AbortError')
    })
    browser.network.answer = () => new Promise(() => {})
    const [id = ''] = replica.create({ title: 'Last words' }).taskIds
    const left = [...browser.kept]
    never.mockRestore()
    await replica.close()
    browser.network.answer = null
    for (const [key, value] of left) browser.kept.set(key, value)
    const again = browser.open()
    await until(() => again.task(id).get()?.number === 1)
    expect(browser.kept.size).toBe(0)
    expect((await scene.person.get('/api/tasks')).body).toMatchObject({ total: 1 })
  })

  it('is forgotten where somebody else opens the app', async () => {
    const other = await signUp(scene.api)
    const browser = scene.browser()
    const mine = browser.open()
    await mine.create({ title: 'Private' }).settled
    await mine.close()
    const all = async () => names(await indexedDB.databases())
    const before = (await all()).filter((name) => name.endsWith(scene.person.userId))
    expect(before).toHaveLength(1)
    browser.token = other.accessToken
    const theirs = browser.openAs(other.userId)
    await untilLive(theirs)
    expect(titles(theirs)).toEqual([])
    await vi.waitFor(async () => expect(await all()).not.toContain(before[0]))
  })
})

describe('a browser that keeps nothing', () => {
  it('works online on plain http, alone in each tab, and says so', async () => {
    const browser = scene.browser({ isSecure: false })
    const replica = browser.open({ locks: undefined })
    await untilLive(replica)
    expect(replica.status.get()).toMatchObject({ storage: 'memory', isSecure: false })
    expect(await replica.create({ title: 'Online' }).settled).toEqual({ kind: 'done' })
    const second = browser.open({ locks: undefined })
    await until(() => titles(second).length === 1)
    browser.goOffline()
    const write = replica.create({ title: 'Never' })
    expect(await replica.undo().settled).toEqual({ kind: 'done' })
    expect(await write.settled).toEqual({ kind: 'withdrawn' })
  })

  it.each([
    ['refuses', () => Promise.reject(new DOMException('No', 'SecurityError'))],
    ['does not answer', () => new Promise<never>(() => {})],
  ])('works where its storage %s', async (_, databases) => {
    const replica = scene.browser().open({ databases })
    await untilLive(replica)
    expect(replica.status.get()).toMatchObject({ storage: 'memory', isSecure: true })
    expect(await replica.create({ title: 'Online' }).settled).toEqual({ kind: 'done' })
  })

  it('goes on in memory where its storage is full, says so, and loses nothing while the page is open', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    const second = browser.open()
    await untilLive(replica)
    await untilLive(second)
    browser.goOffline()
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('Full', 'QuotaExceededError')
    })
    onTestFinished(() => full.mockRestore())
    const writes = [replica.create({ title: 'One' }), second.create({ title: 'Two' })]
    await until(() => replica.status.get().storage === 'memory' && second.status.get().storage === 'memory')
    await until(() => titles(replica).length === 2)
    browser.goOnline()
    for (const write of writes) expect(await write.settled).toEqual({ kind: 'done' })
    expect((await scene.person.get('/api/tasks')).body).toMatchObject({ total: 2 })
    full.mockRestore()
    await replica.create({ title: 'Three' }).settled
    expect(replica.status.get().storage).toBe('durable')
  })

  it('says that a newer version has taken over the storage', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    const own = names(await indexedDB.databases()).find((name) => name.endsWith(scene.person.userId)) ?? ''
    const newer = indexedDB.open(own, 2)
    await until(() => replica.status.get().isOutdated)
    expect(replica.status.get().storage).toBe('memory')
    newer.result?.close()
  })
})
