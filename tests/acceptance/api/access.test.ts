import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exchangeFields } from './agent.ts'
import { type Api, startApi } from './api.ts'
import { asBearer, type Person, password, sendJson, signedInOf, signUp } from './person.ts'

let api: Api
let ada: Person
beforeAll(async () => {
  api = await startApi()
  ada = await signUp(api)
  await ada.task({ title: 'Secret', tags: ['secret'] })
})
afterAll(() => api.stop())

const uuid = '00000000-0000-4000-8000-000000000000'

/** A request that would succeed for whoever owns task 1, for every route that wants a credential. */
const requests: Readonly<Record<string, { path: string; body?: unknown; type?: string }>> = {
  listTasks: { path: '/api/tasks' },
  createTask: { path: '/api/tasks', body: { title: 'x' } },
  quickAdd: { path: '/api/tasks/quick', body: { text: 'x' } },
  explain: { path: '/api/tasks/explain', body: { text: 'x' } },
  batchTasks: { path: '/api/tasks/batch', body: { operations: [{ op: 'complete', id: 1 }] } },
  getTask: { path: '/api/tasks/1' },
  updateTask: { path: '/api/tasks/1', body: { title: 'x' } },
  completeTask: { path: '/api/tasks/1/complete' },
  reopenTask: { path: '/api/tasks/1/reopen' },
  deleteTask: { path: '/api/tasks/1' },
  restoreTask: { path: '/api/tasks/1/restore' },
  undo: { path: '/api/undo' },
  redo: { path: '/api/redo' },
  listHistory: { path: '/api/history' },
  sync: { path: '/api/sync' },
  realtime: { path: '/api/realtime' },
  listTags: { path: '/api/tags' },
  renameTag: { path: '/api/tags/rename', body: { from: 'secret', to: 'b' } },
  deleteTag: { path: '/api/tags/secret' },
  listTrash: { path: '/api/trash' },
  emptyTrash: { path: '/api/trash' },
  purgeTask: { path: '/api/trash/1' },
  exportTasks: { path: '/api/export' },
  importTasks: { path: '/api/import?format=csv', body: 'title\nx\n', type: 'text/csv' },
  getAccount: { path: '/api/account' },
  updateAccount: { path: '/api/account', body: { name: 'x' } },
  deleteAccount: { path: '/api/account', body: { password } },
  exportAccount: { path: '/api/account/export' },
  listSessions: { path: '/api/account/sessions' },
  endSession: { path: `/api/account/sessions/${uuid}` },
  changePassword: {
    path: '/api/account/password',
    body: { current_password: password, new_password: password },
  },
  createApiKey: { path: '/api/account/api-keys', body: { name: 'x', scopes: ['tasks:read'] } },
  listApiKeys: { path: '/api/account/api-keys' },
  revokeApiKey: { path: `/api/account/api-keys/${uuid}` },
  listAgents: { path: '/api/account/agents' },
  disconnectAgent: { path: `/api/account/agents/${uuid}` },
  getAgentRequest: { path: '/api/account/agents/request?query=client_id%3Dx' },
  answerAgent: { path: '/api/account/agents/answer', body: { query: 'client_id=x', answer: 'deny' } },
  listProposals: { path: '/api/proposals' },
  approveProposal: { path: `/api/proposals/${uuid}/approve` },
  refuseProposal: { path: `/api/proposals/${uuid}/refuse` },
  approveProposals: { path: '/api/proposals/approve', body: { all: true } },
  refuseProposals: { path: '/api/proposals/refuse', body: { all: true } },
  exchangeToken: { path: '/api/auth/token-exchange', body: exchangeFields('x') },
  getDevice: { path: '/api/account/device?user_code=BCDF-GHJK' },
  answerDevice: { path: '/api/account/device', body: { user_code: 'BCDF-GHJK', answer: 'allow' } },
  askToVerifyEmail: { path: '/api/account/verify-email' },
  getCredential: { path: '/api/auth/credential' },
  refresh: { path: '/api/auth/refresh' },
  logout: { path: '/api/auth/logout' },
}

function ask(name: string, token: string | null) {
  const { path, body, type } = requests[name] ?? { path: '' }
  const { method } = api.document.operation(name)
  if (type === undefined) return sendJson(api, method, path, token, body)
  const headers = { 'content-type': type, ...(token !== null && { authorization: `Bearer ${token}` }) }
  return api.send(path, { method, headers, body: String(body) })
}

test('the table has every route that wants a credential', () => {
  const secured = api.document.operations
    .filter(({ security }) => security)
    .map(({ operationId }) => operationId)
  expect(Object.keys(requests).sort()).toEqual(secured.sort())
})

describe('every route refuses', () => {
  const names = Object.keys(requests)

  test.each(names)('%s: nobody', async (name) => {
    const { status, text } = await ask(name, null)
    expect(status).toBe(401)
    expect(text).not.toContain('Secret')
  })

  test.each(names)('%s: forged, ended, revoked and foreign tokens', async (name) => {
    for (const [kind, token] of Object.entries(await badTokens())) {
      expect([kind, (await ask(name, token)).status]).toEqual([kind, 401])
    }
  })

  let bad: Promise<Record<string, string>> | null = null
  const badTokens = () => {
    bad ??= makeBadTokens()
    return bad
  }
})

async function makeBadTokens(): Promise<Record<string, string>> {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    sub: ada.userId,
    sid: uuid,
    client: 'api',
    actor: 'user',
    scope: 'tasks:read tasks:write account',
    iss: 'todo',
    aud: 'todo',
    exp: now + 900,
  }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const [header = '', payload = '', signature = ''] = ada.accessToken.split('.')
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString())
  const unsigned = (alg: string) => `${encode({ alg, kid })}.${encode(claims)}`
  const secret = publicKey.export({ format: 'pem', type: 'spki' })
  const shared = createHmac('sha256', secret).update(unsigned('HS256')).digest('base64url')
  const foreign = sign(null, Buffer.from(unsigned('EdDSA')), privateKey).toString('base64url')
  const other = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const revoked = await signUp(api)
  await revoked.post('/api/auth/logout')
  const made = await ada.post('/api/account/api-keys', { name: 'x', scopes: ['tasks:read', 'tasks:write'] })
  const { id, key } = made.body as { id: string; key: string }
  await ada.delete(`/api/account/api-keys/${id}`)
  return {
    none: `${unsigned('none')}.`,
    'none with a signature': `${encode({ alg: 'none', kid })}.${payload}.${signature}`,
    'another key': `${unsigned('EdDSA')}.${foreign}`,
    'a shared key': `${unsigned('HS256')}.${shared}`,
    'another payload': `${header}.${encode({ ...other, sub: uuid })}.${signature}`,
    'no signature': `${header}.${payload}.`,
    revoked: revoked.accessToken,
    'a revoked key': key,
    'a key that never was': `todo_${'x'.repeat(43)}`,
    'no key': 'todo_x',
    garbage: 'x.y.z',
    empty: ' ',
    long: 'x'.repeat(5000),
  }
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const keyWith = async (scopes: readonly string[]): Promise<string> => {
  const { body } = await ada.post('/api/account/api-keys', { name: 'x', scopes })
  return (body as { key: string }).key
}

const readable = [
  ...['listTasks', 'explain', 'getTask', 'listHistory', 'sync', 'realtime', 'listTags', 'listTrash'],
  ...['exportTasks', 'getAccount', 'listProposals'],
]
const ofAccount = [
  ...['updateAccount', 'deleteAccount', 'listSessions', 'endSession', 'changePassword', 'logout'],
  ...['createApiKey', 'listApiKeys', 'revokeApiKey', 'askToVerifyEmail'],
  ...['listAgents', 'disconnectAgent', 'getAgentRequest', 'answerAgent'],
  ...['approveProposal', 'refuseProposal', 'approveProposals', 'refuseProposals'],
]

describe('a key', () => {
  let readOnly = ''
  let writeOnly = ''
  beforeAll(async () => {
    readOnly = await keyWith(['tasks:read'])
    writeOnly = await keyWith(['tasks:write'])
  })

  const own = ['refresh', 'getCredential', 'exchangeToken']
  test.each(Object.keys(requests).filter((name) => !own.includes(name)))(
    '%s: only within its scopes',
    async (name) => {
      const refused = (await ask(name, readOnly)).status === 403
      expect(refused).toBe(!readable.includes(name))
      if (readable.includes(name) || ofAccount.includes(name)) {
        const { status, body } = await ask(name, writeOnly)
        expect([status, body]).toEqual([403, expect.objectContaining({ code: 'INSUFFICIENT_SCOPE' })])
      }
    },
  )

  test('refresh: is no refresh token', async () => {
    expect((await ask('refresh', readOnly)).status).toBe(401)
  })
})

describe('another user', () => {
  test.each([
    'getTask',
    'updateTask',
    'completeTask',
    'reopenTask',
    'deleteTask',
    'restoreTask',
    'batchTasks',
    'purgeTask',
    'deleteTag',
    'renameTag',
    'undo',
    'redo',
    'endSession',
    'revokeApiKey',
    'disconnectAgent',
    'approveProposal',
    'refuseProposal',
  ])('%s finds nothing', async (name) => {
    const eve = await signUp(api)
    const { status, text } = await ask(name, eve.accessToken)
    expect(status).toBe(404)
    expect(text).not.toContain('Secret')
  })

  test.each(['listTasks', 'listHistory', 'sync', 'listTags', 'listTrash', 'exportTasks'])(
    '%s shows nothing',
    async (name) => {
      const eve = await signUp(api)
      const { status, text } = await ask(name, eve.accessToken)
      expect([status, text.includes('ecret')]).toEqual([200, false])
    },
  )

  test('finds a task by its uuid no more than by its number', async () => {
    const eve = await signUp(api)
    const { id } = await ada.task()
    const operation = (await ada.patch(`/api/tasks/${id}`, { title: 'y' })).headers.get('x-operation-id')
    expect((await eve.get(`/api/tasks/${id}`)).status).toBe(404)
    expect((await eve.patch(`/api/tasks/${id}`, { title: 'z' })).status).toBe(404)
    expect((await eve.get(`/api/history?task_id=${id}`)).body).toMatchObject({ operations: [] })
    expect((await eve.post('/api/undo', { operation_id: operation })).status).toBe(404)
  })

  test('cannot end the session of another', async () => {
    const eve = await signUp(api)
    const { body } = await ada.get('/api/account/sessions')
    const [session] = sessionsOf(body)
    expect((await eve.delete(`/api/account/sessions/${session?.id}`)).status).toBe(404)
    expect((await ada.get('/api/account')).status).toBe(200)
  })
})

test('an access token that has ended is refused everywhere', async () => {
  const aging = await startApi()
  const person = await signUp(aging)
  aging.wait(16 * 60_000)
  expect((await person.get('/api/tasks')).status).toBe(401)
  expect((await person.post('/api/tasks', { title: 'x' })).status).toBe(401)
  await aging.stop()
})

describe('/api/account', () => {
  test('tells who is signed in, and changes name, zone and language', async () => {
    const eve = await signUp(api, 'web')
    expect((await eve.get('/api/account')).body).toMatchObject({
      user: { id: eve.userId, email: eve.email, name: 'Ada' },
      client: 'web',
      scopes: ['tasks:read', 'tasks:write', 'account'],
    })
    const changed = await eve.patch('/api/account', { name: 'Eve', timezone: 'Europe/Paris', locale: 'fr' })
    expect(changed.body).toMatchObject({ user: { name: 'Eve', timezone: 'Europe/Paris', locale: 'fr' } })
    const cleared = await eve.patch('/api/account', { timezone: null })
    expect(cleared.body).toMatchObject({ user: { name: 'Eve', timezone: null, locale: 'fr' } })
  })

  test('lists sessions and ends them', async () => {
    const eve = await signUp(api)
    const login = { email: eve.email, password, client: 'cli' }
    const other = asBearer(
      api,
      signedInOf((await sendJson(api, 'POST', '/api/auth/login', null, login)).body).accessToken,
    )
    const sessions = sessionsOf((await eve.get('/api/account/sessions')).body)
    expect(sessions.map(({ client, current }) => [client, current]).sort()).toEqual([
      ['api', true],
      ['cli', false],
    ])
    const id = sessions.find(({ client }) => client === 'cli')?.id
    expect((await eve.delete(`/api/account/sessions/${id}`)).status).toBe(200)
    expect((await other.get('/api/tasks')).status).toBe(401)
    expect((await eve.get('/api/tasks')).status).toBe(200)
  })

  test('changes the password for who knows it, and ends all other sessions', async () => {
    const eve = await signUp(api)
    const login = (given: string) =>
      sendJson(api, 'POST', '/api/auth/login', null, { email: eve.email, password: given })
    const other = asBearer(api, signedInOf((await login(password)).body).accessToken)
    const change = (current_password: string, new_password: string) =>
      eve.post('/api/account/password', { current_password, new_password })
    expect((await change('wrong', 'another horse')).status).toBe(401)
    expect((await change(password, 'short')).status).toBe(400)
    expect((await change(password, 'another horse')).status).toBe(200)
    expect((await login(password)).status).toBe(401)
    expect((await login('another horse')).status).toBe(200)
    expect((await other.get('/api/tasks')).status).toBe(401)
    expect((await eve.get('/api/tasks')).status).toBe(200)
  })

  test('is deleted with everything in it, by who knows the password', async () => {
    const eve = await signUp(api)
    await eve.task()
    expect((await eve.delete('/api/account', { password: 'wrong' })).status).toBe(401)
    expect((await eve.delete('/api/account', { password })).body).toEqual({ message: 'Account deleted' })
    expect((await eve.get('/api/tasks')).status).toBe(401)
    const again = await sendJson(api, 'POST', '/api/auth/register', null, {
      email: eve.email,
      password,
      name: 'E',
    })
    expect(again.status).toBe(201)
    const { accessToken } = signedInOf(again.body)
    expect((await asBearer(api, accessToken).get('/api/tasks')).body).toMatchObject({ total: 0 })
  })
})

type Session = { id: string; client: string; current: boolean }

/** An answer that was checked against the document. */
const sessionsOf = (body: unknown): Session[] => (body as { sessions: Session[] }).sessions
