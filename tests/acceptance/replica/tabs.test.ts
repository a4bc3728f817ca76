import type { Replica } from '@todo/client/replica'
import { describe, expect, it } from 'vitest'
import { type Browser, until, untilLive } from './browser.ts'
import { Scene, titles } from './scene.ts'

const scene = new Scene()

async function twoTabs(): Promise<{ browser: Browser; leading: Replica; second: Replica }> {
  const browser = scene.browser()
  const leading = browser.open()
  await untilLive(leading)
  const second = browser.open()
  await untilLive(second)
  return { browser, leading, second }
}

describe('several tabs of one browser', () => {
  it('show each other’s writes, share one socket, and send each write once', async () => {
    const { browser, leading, second } = await twoTabs()
    browser.network.sent = []
    const write = second.create({ title: 'From the second' })
    expect(titles(second)).toEqual(['From the second'])
    expect(await write.settled).toEqual({ kind: 'done' })
    await until(() => titles(leading)[0] === 'From the second')
    expect(second.tasks().get()).toEqual(leading.tasks().get())
    expect(browser.network.sent).toEqual(['POST /api/tasks'])
    expect(scene.api.sockets()).toBe(1)
  })

  it('show each other’s writes offline too', async () => {
    const { browser, leading, second } = await twoTabs()
    browser.goOffline()
    const [id = ''] = second.create({ title: 'Offline' }).taskIds
    await until(() => titles(leading).length === 1)
    leading.update(id, { title: 'Renamed' })
    await until(() => titles(second)[0] === 'Renamed')
    await until(() => second.status.get().waiting === 2 && second.status.get().connection === 'offline')
    browser.goOnline()
    await until(() => second.status.get().waiting === 0 && leading.status.get().waiting === 0)
    expect((await scene.person.get('/api/tasks')).body).toMatchObject({
      tasks: [{ title: 'Renamed', version: 2 }],
    })
  })

  it('go on where the leading one is closed with writes that wait', async () => {
    const { browser, leading, second } = await twoTabs()
    browser.goOffline()
    const write = second.create({ title: 'Waits' })
    leading.create({ title: 'Of the one that closes' })
    await until(() => titles(second).length === 2)
    await leading.close()
    browser.goOnline()
    await until(() => second.status.get().waiting === 0)
    expect(await write.settled).toEqual({ kind: 'done' })
    await untilLive(second)
    expect((await scene.person.get('/api/tasks')).body).toMatchObject({ total: 2 })
  })

  it('take each other’s waiting writes back', async () => {
    const { browser, leading, second } = await twoTabs()
    browser.goOffline()
    await until(() => second.status.get().connection === 'offline')
    const write = leading.create({ title: 'Never' })
    await until(() => titles(second).length === 1)
    const undo = second.undo(write.operationId)
    expect(titles(second)).toEqual([])
    expect(await undo.settled).toEqual({ kind: 'done' })
    expect(await write.settled).toEqual({ kind: 'withdrawn' })
    expect(titles(leading)).toEqual([])
    browser.goOnline()
    await until(() => leading.status.get().connection === 'live')
    expect((await scene.person.get('/api/history')).body).toMatchObject({ operations: [] })
  })

  it('undo on the server what was sent at the moment of taking it back', async () => {
    const { browser, leading, second } = await twoTabs()
    let arrive = (): void => {}
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve
    })
    let answer = (): void => {}
    const mayAnswer = new Promise<void>((resolve) => {
      answer = resolve
    })
    browser.network.answer = async (path, init) => {
      if (path !== '/api/tasks') return null
      arrive()
      await mayAnswer
      return fetch(scene.api.url + path, init)
    }
    const write = leading.create({ title: 'Sent' })
    await until(() => titles(second).length === 1)
    await arrived
    const undo = second.undo(write.operationId)
    expect(titles(second)).toEqual([])
    answer()
    expect(await undo.settled).toEqual({ kind: 'done' })
    expect(await write.settled).toEqual({ kind: 'done' })
    await until(() => titles(leading).length === 0)
    expect((await scene.person.get('/api/trash')).body).toMatchObject({ total: 1 })
  })

  it('tell each other of refusals, and that they were seen', async () => {
    const { browser, leading, second } = await twoTabs()
    const task = await scene.person.task({ title: 'Shared' })
    await until(() => titles(second).length === 1)
    browser.goOffline()
    await scene.person.delete(`/api/tasks/${task.id}`)
    const write = second.update(task.id, { title: 'Mine' })
    browser.goOnline()
    expect(await write?.settled).toMatchObject({ kind: 'refused' })
    await until(() => leading.notices.get().length === 1 && second.notices.get().length === 1)
    leading.dismiss(leading.notices.get()[0]?.id ?? '')
    await until(() => second.notices.get().length === 0)
  })

  it('forget together', async () => {
    const { browser, leading, second } = await twoTabs()
    const write = second.create({ title: 'Private' })
    await write.settled
    await second.wipe()
    await until(() => leading.status.get().needsSignIn)
    expect(titles(leading)).toEqual([])
    expect(titles(second)).toEqual([])
    browser.goOffline()
    const again = browser.open()
    await until(() => again.status.get().connection === 'offline')
    expect(titles(again)).toEqual([])
  })

  it('need the same scene.person to sign in again, in any of them', async () => {
    const { browser, leading, second } = await twoTabs()
    browser.token = 'ended'
    browser.cut()
    await until(() => leading.status.get().needsSignIn && second.status.get().needsSignIn)
    const write = second.create({ title: 'Kept' })
    browser.token = scene.person.accessToken
    second.signedIn()
    expect(await write.settled).toEqual({ kind: 'done' })
    await until(() => !leading.status.get().needsSignIn)
  })
})
