import {
  ChatApprovalFrame,
  ChatErrorFrame,
  ChatStatusAnswer,
  ChatTextFrame,
  ChatToolCall,
  ChatUsageFrame,
  ConversationAnswer,
  ConversationExport,
  ConversationMessagesAnswer,
} from '@todo/core/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signUp } from '../api/person.ts'
import { type ScriptedServer, startScriptedServer } from '../assistant/scripted-server.ts'
import { type ChatServer, speakAs, startChat } from './chat.ts'

let server: ChatServer

beforeAll(async () => {
  server = await startChat()
})
afterAll(() => server.stop())

async function someone() {
  const person = await signUp(server.api)
  return { person, ...speakAs(server, person.accessToken) }
}

describe('a conversation', () => {
  it('is told by its id', async () => {
    const { say, json } = await someone()
    const { conversationId } = await say('add buy milk')
    const { status, body } = await json('GET', `/conversations/${conversationId}`)
    expect(status).toBe(200)
    expect(ConversationAnswer.parse(body).conversation).toMatchObject({
      id: conversationId,
      title: 'add buy milk',
    })
  })

  it('says of each answer how its run stands, and of each approval what was decided', async () => {
    const { person, say, json, decide } = await someone()
    await person.task({ title: 'Pay rent' })
    const asked = await say('delete rent')
    const read = async () => {
      const answer = await json('GET', `/conversations/${asked.conversationId}/messages`)
      const { messages, approvals } = ConversationMessagesAnswer.parse(answer.body)
      return [messages.map(({ run_state }) => run_state), approvals.map(({ state }) => state)]
    }
    expect(await read()).toEqual([[null, 'waiting'], ['pending']])
    await decide(asked.events('approval_required')[0]?.approval_id, true)
    expect(await read()).toEqual([[null, 'done', 'done'], ['approved']])
  })
})

describe('the export of a conversation', () => {
  it('holds all of it as JSON, however long it is', async () => {
    const { person, say, json, request, decide } = await someone()
    await person.task({ title: 'Pay rent' })
    const asked = await say('delete rent')
    const id = asked.conversationId
    await decide(asked.events('approval_required')[0]?.approval_id, true)
    await server.api.pool.query(
      `INSERT INTO messages (conversation_id, role, content) SELECT $1, 'user', 'Message ' || n FROM generate_series(1, 250) n`,
      [id],
    )
    const response = await request('GET', `/conversations/${id}/export`)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="conversation-${id}.json"`)
    const exported = ConversationExport.parse(await response.json())
    expect(exported.conversation.id).toBe(id)
    expect(exported.messages).toHaveLength(253)
    expect(exported.messages.at(-1)?.content).toBe('Message 250')
    expect(exported.messages[2]?.tool_calls).toMatchObject([{ name: 'delete_task', is_error: false }])
    expect(exported.approvals).toMatchObject([{ tool: 'delete_task', state: 'approved' }])
    const page = await json('GET', `/conversations/${id}/messages?limit=100`)
    expect(exported.messages.slice(-100)).toEqual(page.body.messages)
  })

  it('reads as Markdown, and no text of a person ends a block of it', async () => {
    const { person, say, request, decide } = await someone()
    await person.task({ title: 'Pay ```rent```' })
    const asked = await say('delete rent')
    await decide(asked.events('approval_required')[0]?.approval_id, false)
    const response = await request('GET', `/conversations/${asked.conversationId}/export?format=markdown`)
    expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    expect(response.headers.get('content-disposition')).toContain('.md"')
    const text = await response.text()
    expect(text).toMatch(/^# delete rent\n\nBegun 2/)
    expect(text).toMatch(/^## You, 2.*\n\ndelete rent$/m)
    expect(text).toContain('Asked for approval: Delete “Pay ```rent```” (#1) (refused)')
    expect(text.match(/Asked for approval/g)).toHaveLength(1)
    expect(text).toMatch(/Called `search_tasks`:\n\n```json\n[\s\S]*?\n```\n\n````text\n/)
  })

  it('is refused in another format, and nobody else’s', async () => {
    const [ada, bob] = [await someone(), await someone()]
    const { conversationId } = await ada.say('add buy milk')
    const path = `/conversations/${conversationId}/export`
    expect((await ada.json('GET', `${path}?format=pdf`)).status).toBe(400)
    expect((await bob.json('GET', path)).status).toBe(404)
    expect((await bob.json('GET', `/conversations/${conversationId}`)).status).toBe(404)
    expect((await ada.json('GET', `/conversations/${conversationId}?page=1`)).status).toBe(400)
  })
})

describe('the status of the chat', () => {
  let model: ScriptedServer
  let other: ChatServer
  beforeAll(async () => {
    model = await startScriptedServer()
    other = await startChat({
      model: { api_key: null, base_url: model.url, model: 'scripted', api: null, context_tokens: null },
      settings: { messages_per_minute: 2, tokens_per_day: 20 },
    })
  })
  afterAll(async () => {
    await other.stop()
    await model.close()
  })

  it('says which model answers', async () => {
    const { json } = await someone()
    expect(ChatStatusAnswer.parse((await json('GET', '/status')).body).model).toEqual({
      name: 'builtin',
      kind: 'builtin',
    })
    expect((await json('GET', '/status?x=1')).status).toBe(400)
  })

  it('says what the account may use, and a limit that is reached is told in a sentence', async () => {
    const person = await signUp(other.api)
    const { say, json, request } = speakAs(other, person.accessToken)
    const status = async () => ChatStatusAnswer.parse((await json('GET', '/status')).body)
    expect(await status()).toEqual({
      model: { name: 'scripted', kind: 'compatible' },
      limits: { messages_per_minute: 2, tokens_per_day: 20, tokens_today: 0 },
    })
    await say('Hello')
    await say('Hello')
    const refused = await request('POST', '/message', { message: 'Hello' })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.json()).toMatchObject({
      code: 'RATE_LIMITED',
      detail: expect.stringMatching(/^[A-Z].{10,}/),
    })
  })
})

it('says frames as their schemas have them', async () => {
  const { person, say } = await someone()
  await person.task({ title: 'Pay rent' })
  const said = await say('delete rent')
  const texts = said.frames.filter(({ event, data }) => event === null && data !== '[DONE]')
  for (const { data } of texts) ChatTextFrame.parse(JSON.parse(data))
  for (const call of said.events('tool_call')) ChatToolCall.parse(call)
  expect(ChatApprovalFrame.parse(said.events('approval_required')[0]).summary).toContain('Pay rent')
  expect(ChatUsageFrame.parse(said.events('usage')[0]).state).toBe('waiting')
  const error = { code: 'STOPPED', text: 'Stopped.', retry_after_seconds: null }
  expect(ChatErrorFrame.parse(error)).toEqual(error)
})
