import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, startApi } from '../api/api.ts'
import { type Person, password, sendJson, signUp } from '../api/person.ts'
import { type ScriptedServer, startScriptedServer } from '../assistant/scripted-server.ts'
import { makeKey } from '../mcp/agents.ts'
import { address, newSite, type Started } from '../server/server-process.ts'
import { speakAs } from './chat.ts'

const site = newSite()
let api: Api
let model: ScriptedServer
let env: Record<string, string>
let role = ''
let one: string
let other: string

const start = (more: Record<string, string> = {}): Started =>
  site.start({ ...env, ...more }, 'apps/ai-service/src/main.ts')

beforeAll(async () => {
  api = await startApi()
  model = await startScriptedServer()
  const [, sql = ''] = /```sql\n([\s\S]*?)```/.exec(readFileSync('docs/chat.md', 'utf8')) ?? []
  role = `todo_chat_${crypto.randomUUID().slice(0, 8)}`
  await api.pool.query(sql.replaceAll('todo_chat', role))
  const url = new URL(api.databaseUrl.replace('@/', '@localhost/'))
  url.username = role
  url.password = 'change me'
  // Only an administrator of the database may set what the tests set there.
  url.searchParams.delete('options')
  env = {
    BACKEND_URL: api.url,
    TOKEN_EXCHANGE_SECRET: api.exchangeSecret,
    DATABASE_URL: api.databaseUrl.includes('@/') ? url.href.replace('@localhost/', '@/') : url.href,
    OPENAI_API_KEY: '',
    OPENAI_BASE_URL: '',
  }
  const started = [start(), start()]
  ;[one = '', other = ''] = await Promise.all(started.map(address))
})
afterAll(async () => {
  await site.clear()
  await model.close()
  await api.pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`)
  await api.stop()
})

const titles = async (person: Person) => {
  const { body } = await person.get('/api/tasks')
  return (body as { tasks: { title: string }[] }).tasks.map(({ title }) => title)
}

describe('the chat of a service of its own', () => {
  it('adds a task for whoever shows a token, a key or a cookie, as the assistant', async () => {
    const person = await signUp(api)
    const { key } = await makeKey(person, ['tasks:read', 'tasks:write'])
    for (const token of [person.accessToken, key]) {
      const said = await speakAs({ url: one }, token).say('add buy milk')
      expect(said.text).toContain('Buy milk')
    }
    const answer = await sendJson(
      api,
      'POST',
      '/api/auth/login',
      null,
      { email: person.email, password, cookie: true },
      { origin: api.url },
    )
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ')
    const response = await fetch(`${one}/api/chat/message`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin: one },
      body: JSON.stringify({ message: 'add buy milk' }),
    })
    expect(await response.text()).toContain('[DONE]')
    const { body } = await person.get('/api/history')
    const author = { kind: 'create', actor: 'assistant', client: 'chat' }
    expect(body).toMatchObject({ operations: [author, author, author] })
  })

  it('is no way to be taken for the assistant: that takes the secret of the service', async () => {
    const person = await signUp(api)
    await person.post('/api/tasks', { title: 'Buy milk' }, { 'x-todo-agent': 'chat' })
    expect((await person.get('/api/history')).body).toMatchObject({
      operations: [{ actor: 'agent', client: 'mcp:chat' }],
    })
    const exchange = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: person.accessToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      audience: 'chat',
    }
    expect((await person.post('/api/auth/token-exchange', exchange)).status).toBe(401)
  })

  it('has no tables but its own', async () => {
    const { rows } = await api.pool.query(
      `SELECT DISTINCT table_name FROM information_schema.role_table_grants WHERE grantee = $1`,
      [role],
    )
    expect(rows.map(({ table_name }) => table_name).sort()).toEqual([
      'chat_approvals',
      'chat_frames',
      'chat_purges',
      'chat_runs',
      'chat_usage',
      'conversations',
      'messages',
    ])
  })

  it('says what is missing where it could not act for people', async () => {
    const started = start({ TOKEN_EXCHANGE_SECRET: '' })
    expect(await started.ended).toBe(1)
    expect(started.output()).toContain('TOKEN_EXCHANGE_SECRET')
  })
})

describe('several of them', () => {
  it('answer what another has asked, once, also where both are answered at once', async () => {
    for (const answers of [
      [false, true],
      [true, true],
    ]) {
      const person = await signUp(api)
      await person.task({ title: 'Pay rent' })
      const [here, there] = [
        speakAs({ url: one }, person.accessToken),
        speakAs({ url: other }, person.accessToken),
      ]
      const asked = await here.say('delete rent')
      const id = asked.events('approval_required')[0]?.approval_id
      const decided =
        answers[0] === true
          ? await Promise.all([here.decide(id, true), there.decide(id, true)])
          : [await there.decide(id, true), await here.decide(id, true)]
      expect(decided.map(({ status }) => status).sort()).toEqual([200, 409])
      expect(decided.find(({ status }) => status === 200)?.text).toContain('Deleted')
      expect(await titles(person)).toEqual([])
      const { body } = await person.get('/api/history')
      expect((body as { operations: { kind: string }[] }).operations.map(({ kind }) => kind)).toEqual([
        'delete',
        'create',
      ])
    }
  })

  it('end the run of one that was killed, with what it had done', async () => {
    const person = await signUp(api)
    const doomed = start({ OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'scripted' })
    const dying = speakAs({ url: await address(doomed) }, person.accessToken)
    const alive = speakAs({ url: other }, person.accessToken)
    model.script({ calls: [{ name: 'create_task', arguments: { title: 'Buy milk' } }] }, { fault: 'stalls' })
    const response = await dying.request('POST', '/message', { message: 'Note that' })
    const runId = response.headers.get('x-run-id') ?? ''
    const id = response.headers.get('x-conversation-id') ?? ''
    const kept = 'SELECT FROM chat_frames WHERE run_id = $1 HAVING count(*) > 1'
    while ((await api.pool.query(kept, [runId])).rowCount === 0)
      await new Promise((resolve) => setTimeout(resolve, 50))
    doomed.child.kill('SIGKILL')
    await doomed.ended
    await response.body?.cancel().catch(() => undefined)
    const reading = alive.events(runId)
    expect((await alive.json('POST', '/message', { message: 'Well?', conversation_id: id })).status).toBe(409)
    const later = `UPDATE chat_runs SET heartbeat_at = heartbeat_at - interval '31 seconds' WHERE id = $1`
    await api.pool.query(later, [runId])
    const told = await reading
    expect(told.events('tool_call')).toMatchObject([{ name: 'create_task' }])
    expect(told.events('error')).toMatchObject([{ code: 'RUN_LOST' }])
    expect(told.frames.at(-1)?.data).toBe('[DONE]')
    expect(await titles(person)).toEqual(['Buy milk'])
    const { body } = await alive.json('GET', `/conversations/${id}/messages`)
    expect(body).toMatchObject({
      running: null,
      messages: [{ role: 'user' }, { run_state: 'failed', tool_calls: [{ name: 'create_task' }] }],
    })
    expect((await alive.say('undo', id)).text).toContain('Buy milk')
    expect(await titles(person)).toEqual([])
  })
})
