import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, startApi } from './api.ts'
import { asBearer, type Person, signUp } from './person.ts'

let api: Api
let ada: Person
beforeAll(async () => {
  api = await startApi()
  ada = await signUp(api)
})
afterAll(() => api.stop())

const latest = async () => (await ada.get('/api/history?limit=1')).body

describe('a program that says it works for an agent', () => {
  test('has its change kept in the name of the agent', async () => {
    const answer = await ada.post('/api/tasks', { title: 'By a robot' }, { 'x-todo-agent': 'Robin 7' })
    expect(answer.status).toBe(201)
    expect(await latest()).toMatchObject({
      operations: [{ kind: 'create', actor: 'agent', client: 'mcp:Robin 7' }],
    })
    await ada.patch('/api/tasks/1', { title: 'By hand' })
    expect(await latest()).toMatchObject({ operations: [{ kind: 'update', actor: 'user', client: 'api' }] })
  })

  test('is refused a name that is none, and then nothing is changed', async () => {
    for (const name of ['x'.repeat(77), 'Röbin', '']) {
      const answer = await ada.post('/api/tasks', { title: 'Nobody' }, { 'x-todo-agent': name })
      expect([name, answer.status]).toEqual([name, 400])
      expect(answer.body).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'x-todo-agent' }] })
    }
    expect(await latest()).toMatchObject({ operations: [{ kind: 'update' }] })
  })
})

describe('the credential', () => {
  test('tells its bearer whose it is, and what it allows', async () => {
    const session = await ada.get('/api/auth/credential')
    expect(session.headers.get('cache-control')).toBe('no-store')
    expect(session.body).toMatchObject({
      user_id: ada.userId,
      name: null,
      actor: 'user',
      client: 'api',
      scopes: ['tasks:read', 'tasks:write', 'account'],
      timezone: null,
    })
    const made = await ada.post('/api/account/api-keys', { name: 'My robot', scopes: ['tasks:read'] })
    const { id, key } = made.body as { id: string; key: string }
    await ada.patch('/api/account', { timezone: 'Asia/Tokyo' })
    expect((await asBearer(api, key).get('/api/auth/credential')).body).toEqual({
      user_id: ada.userId,
      session_id: id,
      name: 'My robot',
      actor: 'user',
      client: 'api',
      scopes: ['tasks:read'],
      expires_at: null,
      timezone: 'Asia/Tokyo',
    })
  })
})
