import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asBearer, password, sendJson, signUp } from '../api/person.ts'
import { type ScriptedServer, startScriptedServer } from '../assistant/scripted-server.ts'
import { type ChatServer, speakAs, startChat } from './chat.ts'

let model: ScriptedServer
let server: ChatServer

beforeAll(async () => {
  model = await startScriptedServer()
  server = await startChat({
    model: { api_key: null, base_url: model.url, model: 'scripted', api: null, context_tokens: null },
    settings: { messages_per_minute: 4 },
  })
})
afterAll(async () => {
  await server.stop()
  await model.close()
})

let ada: Awaited<ReturnType<typeof signUp>>
beforeEach(async () => {
  ada = await signUp(server.api)
})

/** Reads a stream as far as it has said something. */
function readFrom(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    async until(words: string): Promise<string> {
      while (!text.includes(words)) {
        const part = await reader?.read()
        if (part?.value === undefined) throw new Error(`The stream ended without ${words}: ${text}`)
        text += part.value
      }
      return text
    },
  }
}

describe('a model that stalls', () => {
  it('keeps a second message out of the conversation until it is stopped', async () => {
    const { request, say, json } = speakAs(server, ada.accessToken)
    model.script({ fault: 'stalls' })
    const response = await request('POST', '/message', { message: 'Hello' })
    const conversationId = response.headers.get('x-conversation-id') ?? ''
    const runId = response.headers.get('x-run-id') ?? ''
    const reading = readFrom(response)
    await reading.until('Half an ans')
    const second = await json('POST', '/message', { message: 'Well?', conversation_id: conversationId })
    expect(second).toMatchObject({ status: 409, body: { code: 'CHAT_BUSY' } })
    const { body } = await json('GET', `/conversations/${conversationId}/messages`)
    expect(body).toMatchObject({ running: runId, messages: [{ role: 'user', content: 'Hello' }] })
    expect((await json('POST', `/runs/${runId}/stop`)).status).toBe(204)
    const text = await reading.until('[DONE]')
    expect(text).toContain('event: error\ndata: {"code":"STOPPED"')
    model.script({ text: 'Here I am.' })
    expect((await say('Again?', conversationId)).text).toBe('Here I am.')
  })
})

describe('a model that fails', () => {
  it('is told in a sentence, and the conversation goes on', async () => {
    const { say } = speakAs(server, ada.accessToken)
    model.script({ fault: 500 })
    const failed = await say('Hello')
    expect(failed.events('error')).toEqual([expect.objectContaining({ code: 'MODEL_FAILED' })])
    expect(failed.frames.at(-1)?.data).toBe('[DONE]')
    model.script({ text: 'Here I am.' })
    expect((await say('Again?', failed.conversationId)).text).toBe('Here I am.')
  })
})

describe('a model that calls tools', () => {
  it('has each call told with its operation, and deletes nothing unasked', async () => {
    const { say, decide } = speakAs(server, ada.accessToken)
    const task = await ada.task({ title: 'Pay rent' })
    model.script(
      {
        calls: [
          { name: 'create_task', arguments: { title: 'One' } },
          { name: 'create_task', arguments: { title: 'Two' } },
        ],
      },
      { calls: [{ name: 'delete_task', arguments: { task_id: task.id } }] },
    )
    const said = await say('Do it all')
    const operations = said.events('tool_call').map(({ operation_id }) => operation_id)
    const { body } = await ada.get('/api/history')
    const kept = (body as { operations: { id: string }[] }).operations.map(({ id }) => id)
    expect(operations).toHaveLength(2)
    expect(kept).toEqual(expect.arrayContaining(operations))
    const [approval] = said.events('approval_required')
    expect(approval).toMatchObject({ tool: 'delete_task', arguments: { task_id: task.id } })
    model.script({ text: 'Left as it is.' })
    expect((await decide(approval?.approval_id, false)).text).toBe('Left as it is.')
    expect((await ada.get(`/api/tasks/${task.id}`)).status).toBe(200)
  })
})

it('limits the messages of an account, and says when to come back', async () => {
  const { say, request } = speakAs(server, ada.accessToken)
  for (let count = 1; count <= 4; count++) expect((await say('Hello')).status).toBe(200)
  const refused = await request('POST', '/message', { message: 'Hello' })
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  const bob = speakAs(server, (await signUp(server.api)).accessToken)
  expect((await bob.say('Hello')).status).toBe(200)
})

describe('who may speak', () => {
  it('is a page of ours by its cookies, and no page of another site', async () => {
    const answer = await sendJson(
      server.api,
      'POST',
      '/api/auth/login',
      null,
      { email: ada.email, password, cookie: true },
      { origin: server.api.url },
    )
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; ')
    const send = (headers: Record<string, string>) =>
      fetch(`${server.url}/api/chat/message`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie, ...headers },
        body: JSON.stringify({ message: 'Hello' }),
      })
    expect((await send({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await send({})).status).toBe(403)
    const own = await send({ origin: server.url })
    expect(own.status).toBe(200)
    expect(await own.text()).toContain('[DONE]')
    expect((await send({ origin: server.url, 'x-todo-user': 'somebody else' })).status).toBe(401)
  })

  it('is who has a key; one that may only read changes nothing', async () => {
    const answer = await ada.post('/api/account/api-keys', { name: 'chat', scopes: ['tasks:read'] })
    const { key } = answer.body as { key: string }
    model.script({ calls: [{ name: 'create_task', arguments: { title: 'One' } }] })
    const said = await speakAs(server, key).say('Add one')
    expect(said.status).toBe(200)
    const { body } = await asBearer(server.api, ada.accessToken).get('/api/tasks')
    expect((body as { tasks: unknown[] }).tasks).toEqual([])
  })
})
