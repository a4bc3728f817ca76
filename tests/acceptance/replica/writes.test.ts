import { TodoError } from '@todo/core'
import { describe, expect, it, vi } from 'vitest'
import { until, untilLive } from './browser.ts'
import { Scene, titles } from './scene.ts'

const scene = new Scene()

describe('online', () => {
  it('shows a write at once, and has it with its number once the server does', async () => {
    const replica = scene.browser().open()
    await untilLive(replica)
    const write = replica.create({ title: 'Buy milk', tags: ['home'] })
    const [id = ''] = write.taskIds
    expect(replica.task(id).get()).toMatchObject({ title: 'Buy milk', number: null, waiting: true })
    expect(replica.status.get().waiting).toBe(1)
    expect(await write.settled).toEqual({ kind: 'done' })
    expect(replica.task(id).get()).toMatchObject({ title: 'Buy milk', number: 1, tags: ['home'] })
    expect(replica.task(id).get()).not.toHaveProperty('waiting')
    expect(replica.status.get().waiting).toBe(0)
    expect(await scene.serverTitles()).toEqual(['Buy milk'])
  })

  it('carries out every verb as the server does', async () => {
    const replica = scene.browser().open()
    await untilLive(replica)
    const ids = ['A', 'B', 'C'].map((title) => replica.create({ title, tags: ['x'] }).taskIds[0] ?? '')
    const [a = '', b = '', c = ''] = ids
    const writes = [
      replica.update(a, { title: 'A2', description: 'more', priority: 'high', dueDate: '2030-01-01' }),
      replica.complete([a, b]),
      replica.reopen(b),
      replica.delete(c),
      replica.restore(c),
      replica.move(c, { after: null, before: a }),
      replica.renameTag('x', 'y'),
      replica.batch([
        { op: 'create', title: 'D' },
        { op: 'update', ref: b, tags: ['z'] },
      ]),
      replica.deleteTag('z'),
      replica.delete(b),
      replica.purge(b),
    ]
    const shown = replica
      .tasks({ sort: 'position' })
      .get()
      .map(({ title, tags, status }) => ({ title, tags, status }))
    expect(shown).toEqual([
      { title: 'C', tags: ['y'], status: 'pending' },
      { title: 'A2', tags: ['y'], status: 'done' },
      { title: 'D', tags: [], status: 'pending' },
    ])
    for (const write of writes) expect(await write?.settled).toEqual({ kind: 'done' })
    const { body } = await scene.person.get('/api/tasks?sort=position')
    expect(body).toMatchObject({ tasks: shown })
    expect(replica.tasks({ sort: 'position' }).get()).toMatchObject(shown)
    expect(replica.tags().get()).toEqual([{ tag: 'y', open: 1, total: 2 }])
    expect(replica.notices.get()).toEqual([])
  })

  it('gives null where nothing is to be changed, and throws what the rules refuse', async () => {
    const replica = scene.browser().open()
    await untilLive(replica)
    const [id = ''] = replica.create({ title: 'A' }).taskIds
    expect(replica.reopen(id)).toBeNull()
    expect(replica.update(id, { title: 'A' })).toBeNull()
    expect(() => replica.update(id, { title: '' })).toThrow(TodoError)
    expect(() => replica.complete('01900000-0000-7000-8000-000000000000')).toThrow('Task not found')
    expect(() => replica.create({ title: ' ' })).toThrow('Validation error')
  })

  it('sees what others do, and takes an import of hundreds whole', async () => {
    const replica = scene.browser().open()
    await untilLive(replica)
    await scene.person.task({ title: 'Theirs' })
    await vi.waitFor(() => expect(titles(replica)).toEqual(['Theirs']))
    const operations = Array.from({ length: 900 }, (_, n) => ({ op: 'create', title: `Task ${n}` }))
    await scene.person.post('/api/tasks/batch', { operations })
    await until(() => titles(replica).length === 901)
  })
})

describe('undo and redo', () => {
  it('takes back a write that the server has, and brings it back', async () => {
    const replica = scene.browser().open()
    await untilLive(replica)
    const create = replica.create({ title: 'A' })
    const [id = ''] = create.taskIds
    await create.settled
    const done = replica.complete(id)
    await done?.settled
    const undo = replica.undo()
    expect(replica.task(id).get()?.status).toBe('pending')
    expect(await undo.settled).toEqual({ kind: 'done' })
    const redo = replica.redo()
    expect(replica.task(id).get()?.status).toBe('done')
    expect(await redo.settled).toEqual({ kind: 'done' })
    const { body } = await scene.person.get(`/api/tasks/${id}`)
    expect(body).toMatchObject({ task: { status: 'done' } })
    expect(() => replica.redo()).toThrow('Nothing to redo')
  })

  it('takes a write that waits out of the queue, so that it never reaches the server', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    browser.goOffline()
    const create = replica.create({ title: 'Never' })
    const kept = replica.create({ title: 'Kept' })
    const undo = replica.undo(create.operationId)
    expect(titles(replica)).toEqual(['Kept'])
    expect(await create.settled).toEqual({ kind: 'withdrawn' })
    expect(await undo.settled).toEqual({ kind: 'done' })
    const redo = replica.redo()
    expect(titles(replica)).toEqual(['Kept', 'Never'])
    browser.goOnline()
    expect(await kept.settled).toEqual({ kind: 'done' })
    expect(await redo.settled).toEqual({ kind: 'done' })
    expect(await scene.serverTitles()).toEqual(['Kept', 'Never'])
    const { body } = await scene.person.get('/api/history')
    expect((body as { operations: { kind: string }[] }).operations.map(({ kind }) => kind)).toEqual([
      'create',
      'create',
    ])
  })

  it('queues the undo of a write that was sent, offline', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    const create = replica.create({ title: 'A' })
    await create.settled
    browser.goOffline()
    const undo = replica.undo()
    expect(titles(replica)).toEqual([])
    expect(replica.status.get().waiting).toBe(1)
    browser.goOnline()
    expect(await undo.settled).toEqual({ kind: 'done' })
    expect(await scene.serverTitles()).toEqual([])
  })

  it('refuses at once where fields were changed since, and says which', async () => {
    const replica = scene.browser().open()
    await untilLive(replica)
    const [id = ''] = replica.create({ title: 'A' }).taskIds
    const first = replica.update(id, { title: 'B' })
    const second = replica.update(id, { title: 'C' })
    await second?.settled
    expect(() => replica.undo(first?.operationId)).toThrow(
      expect.objectContaining({
        code: 'UNDO_CONFLICT',
        conflicts: [expect.objectContaining({ field: 'title', expected: 'B', actual: 'C' })],
      }),
    )
  })

  it('takes back an operation of the history at once', async () => {
    await scene.person.task({ title: 'Theirs' })
    const replica = scene.browser().open()
    await untilLive(replica)
    const { operations } = (await scene.person.get('/api/history')).body as { operations: { id: string }[] }
    const undo = replica.undo(operations[0]?.id)
    expect(await undo.settled).toEqual({ kind: 'done' })
    expect(titles(replica)).toEqual([])
  })
})

describe('offline', () => {
  it('keeps everything over a restart, and sends it in order when the server is there again', async () => {
    const browser = scene.browser()
    const first = browser.open()
    await untilLive(first)
    const before = first.create({ title: 'Before' })
    const [id = ''] = before.taskIds
    await before.settled
    browser.goOffline()
    first.update(id, { title: 'Renamed' })
    first.create({ title: 'Offline' })
    first.complete(id)
    await first.close()
    const again = browser.open()
    await until(() => titles(again).length === 2)
    expect(titles(again)).toEqual(['Renamed', 'Offline'])
    expect(again.status.get()).toMatchObject({ waiting: 3, storage: 'durable' })
    browser.goOnline()
    await until(() => again.status.get().waiting === 0)
    expect(await scene.serverTitles()).toEqual(['Renamed', 'Offline'])
    const { body } = await scene.person.get('/api/history')
    const kinds = (body as { operations: { kind: string }[] }).operations.map(({ kind }) => kind)
    expect(kinds).toEqual(['complete', 'create', 'update', 'create'])
  })

  it('does not do twice what the server did without its answer coming back', async () => {
    const browser = scene.browser()
    const replica = browser.open()
    await untilLive(replica)
    let lost = 0
    browser.network.answer = async (path, init) => {
      if (init.method !== 'POST' || lost > 0) return null
      lost += 1
      await fetch(scene.api.url + path, init)
      throw new TypeError('fetch failed')
    }
    const write = replica.create({ title: 'Once' })
    expect(await write.settled).toEqual({ kind: 'done' })
    expect(lost).toBe(1)
    expect(await scene.serverTitles()).toEqual(['Once'])
    expect(titles(replica)).toEqual(['Once'])
  })
})
