import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signUp } from '../api/person.ts'
import { type ScriptedServer, startScriptedServer } from '../assistant/scripted-server.ts'
import { type ChatServer, speakAs, startChat } from './chat.ts'

let model: ScriptedServer
let server: ChatServer
let ada: Awaited<ReturnType<typeof signUp>>

beforeAll(async () => {
  model = await startScriptedServer()
  server = await startChat({
    model: { api_key: null, base_url: model.url, model: 'scripted', api: null, context_tokens: 7_000 },
    settings: { tokens_per_day: 3_000, frame_hours: 2 },
  })
})
afterAll(async () => {
  await server.stop()
  await model.close()
})
beforeEach(async () => {
  ada = await signUp(server.api)
})

const age = (hours: number) =>
  server.api.pool.query(
    `WITH u AS (UPDATE chat_usage SET created_at = created_at - $2::int * interval '1 hour' WHERE user_id = $1)
     UPDATE chat_runs SET heartbeat_at = heartbeat_at - $2::int * interval '1 hour' WHERE user_id = $1`,
    [ada.userId, hours],
  )

describe('the tokens of a day', () => {
  it('are counted also where the service says nothing of them, and end the talk until they are a day old', async () => {
    const { say, json, request } = speakAs(server, ada.accessToken)
    model.script({ text: 'x'.repeat(12_000) })
    const { conversationId } = await say('Hello')
    const { tokens_today } = (await json('GET', '/status')).body.limits
    expect(tokens_today).toBeGreaterThan(3_000)
    await age(20)
    expect((await json('DELETE', `/conversations/${conversationId}`)).status).toBe(204)
    const refused = await request('POST', '/message', { message: 'Hello' })
    expect(refused.status).toBe(429)
    expect(await refused.json()).toMatchObject({
      code: 'RATE_LIMITED',
      detail: expect.stringContaining('3000'),
    })
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(3 * 3_600)
    expect(seconds).toBeLessThanOrEqual(4 * 3_600)
    await age(4)
    expect((await say('Hello')).status).toBe(200)
  })
})

it('shows a model what it can read, and no more of what was said before', async () => {
  const { say } = speakAs(server, ada.accessToken)
  model.script({ text: 'y'.repeat(1_200) }, { text: 'z'.repeat(1_200) }, { text: 'Fine.' })
  const { conversationId } = await say('First')
  await say('Second', conversationId)
  await say('Third', conversationId)
  const said = model.asked
    .at(-1)
    ?.messages.filter(({ role }) => role === 'user')
    .map(({ content }) => content)
  expect(said).toEqual(['Second', 'Third'])
})

it('forgets the stream of a run that has long ended, and keeps what was said', async () => {
  const { say, events, json } = speakAs(server, ada.accessToken)
  model.script({ text: 'Here I am.' })
  const old = await say('Hello')
  await age(3)
  const { runId } = await say('Hello', old.conversationId)
  await server.retain()
  expect((await events(old.runId)).frames).toEqual([])
  expect((await events(runId)).frames.length).toBeGreaterThan(0)
  const { body } = await json('GET', `/conversations/${old.conversationId}/messages`)
  expect(body.messages).toHaveLength(4)
})
