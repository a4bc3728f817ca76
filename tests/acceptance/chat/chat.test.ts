import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Person, signUp } from '../api/person.ts'
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

const titles = async (person: Person): Promise<string[]> => {
  const { body } = await person.get('/api/tasks?sort=number')
  return (body as { tasks: { title: string }[] }).tasks.map(({ title }) => title)
}
const history = async (person: Person) =>
  ((await person.get('/api/history')).body as { operations: { id: string; actor: string; client: string }[] })
    .operations

describe('a message', () => {
  it('is answered in the frames of the plan, and the task is there', async () => {
    const { person, request } = await someone()
    const response = await request('POST', '/message', { message: 'add buy milk tomorrow' })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(response.headers.get('x-conversation-id')).toMatch(/^[0-9a-f-]{36}$/)
    const text = await response.text()
    expect(text).toMatch(/^data: \{"text":".*"\}$/m)
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
    expect(await titles(person)).toEqual(['Buy milk'])
  })

  it('tells which tool was called with which result, and the operation that undo takes back', async () => {
    const { person, say } = await someone()
    const said = await say('add buy milk')
    expect(said.text).toContain('Buy milk')
    const [operation] = await history(person)
    expect(operation).toMatchObject({ actor: 'assistant', client: 'chat' })
    expect(said.events('tool_call')).toEqual([
      expect.objectContaining({
        name: 'create_task',
        arguments: expect.objectContaining({ title: 'Buy milk' }),
        is_error: false,
        operation_id: operation?.id,
        result: {
          text: expect.stringContaining("Created task 'Buy milk'"),
          data: expect.objectContaining({ task: expect.objectContaining({ title: 'Buy milk' }) }),
        },
      }),
    ])
    expect(said.events('usage')).toEqual([expect.objectContaining({ kind: 'builtin', state: 'done' })])
    expect(said.frames.map(({ id }) => id)).toEqual(said.frames.map((_, index) => index + 1))
  })

  it('names the one operation that several tasks were added by', async () => {
    const { person, say } = await someone()
    const said = await say('add pay rent friday and water the plants tomorrow')
    const [operation, ...others] = await history(person)
    expect(others).toEqual([])
    expect(said.events('tool_call')).toEqual([
      expect.objectContaining({ name: 'batch_tasks', operation_id: operation?.id }),
    ])
  })

  it('goes on from what was said before, also after a restart of the service', async () => {
    const { person, say } = await someone()
    const { conversationId } = await say('add pay the rent')
    await say('add rent a van', conversationId)
    expect((await say('complete rent', conversationId)).text).toContain('Which “rent” do you mean?')
    await server.restart()
    expect((await say('the van one', conversationId)).text).toBe('Marked “Rent a van” (#2) as done.')
    expect((await say('undo', conversationId)).text).toContain('“Rent a van” (#2)')
    expect(await history(person)).toHaveLength(4)
  })
})

describe('deleting', () => {
  it('waits for approval, survives a restart, and is done on yes', async () => {
    const { person, say, decide } = await someone()
    await person.task({ title: 'Pay rent' })
    const asked = await say('delete rent')
    const [approval] = asked.events('approval_required')
    expect(approval).toMatchObject({ tool: 'delete_task', summary: 'Delete “Pay rent” (#1)' })
    expect(asked.frames.at(-1)?.data).toBe('[DONE]')
    expect(await titles(person)).toEqual(['Pay rent'])
    await server.restart()
    const done = await decide(approval?.approval_id, true)
    expect(done).toMatchObject({ status: 200, runId: asked.runId, conversationId: asked.conversationId })
    expect(done.text).toBe('Deleted “Pay rent” (#1). Say “undo” to have it back.')
    expect(done.frames[0]?.id).toBe((asked.frames.at(-1)?.id ?? 0) + 1)
    expect(await titles(person)).toEqual([])
    expect((await decide(approval?.approval_id, true)).status).toBe(409)
    expect((await say('undo', asked.conversationId)).text).toContain('Pay rent')
    expect(await titles(person)).toEqual(['Pay rent'])
  })

  it('is done on a plain yes, and not on a plain no', async () => {
    const { person, say, json } = await someone()
    await person.task({ title: 'Pay rent' })
    const { conversationId } = await say('delete rent')
    expect((await say('No.', conversationId)).text).toBe('All right, I left it as it is.')
    expect(await titles(person)).toEqual(['Pay rent'])
    await say('delete rent', conversationId)
    expect((await say('yes', conversationId)).text).toContain('Deleted “Pay rent” (#1)')
    expect(await titles(person)).toEqual([])
    const { body } = await json('GET', `/conversations/${conversationId}/messages`)
    expect(body.approvals.map(({ state }: { state: string }) => state)).toEqual(['refused', 'approved'])
    expect(body.messages.map(({ content }: { content: string }) => content)).toEqual(
      expect.arrayContaining(['delete rent', 'No.', 'yes']),
    )
  })

  it('stays pending while something else is said', async () => {
    const { person, say, decide } = await someone()
    await person.task({ title: 'Pay rent' })
    const asked = await say('delete rent')
    expect((await say('add buy milk', asked.conversationId)).text).toContain('Buy milk')
    expect(await titles(person)).toEqual(['Pay rent', 'Buy milk'])
    await decide(asked.events('approval_required')[0]?.approval_id, true)
    expect(await titles(person)).toEqual(['Buy milk'])
  })

  it("is not approved by somebody else's yes", async () => {
    const [ada, bob] = [await someone(), await someone()]
    await ada.person.task({ title: 'Pay rent' })
    const asked = await ada.say('delete rent')
    const [approval] = asked.events('approval_required')
    expect((await bob.decide(approval?.approval_id, true)).status).toBe(404)
    expect((await bob.say('yes', asked.conversationId)).status).toBe(404)
    expect(await titles(ada.person)).toEqual(['Pay rent'])
  })
})

describe('conversations', () => {
  it('have a title by themselves, are listed, read by pages, renamed and deleted', async () => {
    const { say, json } = await someone()
    const { conversationId } = await say('add buy milk')
    await say('list my tasks', conversationId)
    const other = await say('help')
    const listed = await json('GET', '/conversations?limit=1')
    expect(listed.body.conversations).toEqual([
      expect.objectContaining({ id: other.conversationId, title: 'help' }),
    ])
    const next = await json('GET', `/conversations?limit=1&cursor=${listed.body.next_cursor}`)
    expect(next.body.conversations).toEqual([
      expect.objectContaining({ id: conversationId, title: 'add buy milk' }),
    ])
    expect(next.body.next_cursor).toBeNull()
    const page = await json('GET', `/conversations/${conversationId}/messages?limit=2`)
    expect(page.body.messages.map(({ role }: { role: string }) => role)).toEqual(['user', 'assistant'])
    const before = await json(
      'GET',
      `/conversations/${conversationId}/messages?limit=2&cursor=${page.body.next_cursor}`,
    )
    expect(before.body.messages[0].content).toBe('add buy milk')
    expect(before.body.messages[1].tool_calls).toEqual([expect.objectContaining({ name: 'create_task' })])
    const renamed = await json('PATCH', `/conversations/${conversationId}`, { title: 'Milk' })
    expect(renamed.body.conversation.title).toBe('Milk')
    expect((await json('DELETE', `/conversations/${conversationId}`)).status).toBe(204)
    expect((await json('GET', `/conversations/${conversationId}/messages`)).status).toBe(404)
  })

  it('are nobody else’s: every way to one is a 404', async () => {
    const [ada, bob] = [await someone(), await someone()]
    const { conversationId, runId } = await ada.say('add buy milk')
    expect((await bob.json('GET', '/conversations')).body.conversations).toEqual([])
    for (const [method, path, body] of [
      ['POST', '/message', { message: 'list', conversation_id: conversationId }],
      ['GET', `/conversations/${conversationId}/messages`],
      ['PATCH', `/conversations/${conversationId}`, { title: 'Mine' }],
      ['DELETE', `/conversations/${conversationId}`],
      ['GET', `/runs/${runId}/events`],
      ['POST', `/runs/${runId}/stop`],
    ] as const) {
      expect(await bob.json(method, path, body), path).toMatchObject({
        status: 404,
        body: { code: 'NOT_FOUND' },
      })
    }
    expect(await titles(bob.person)).toEqual([])
  })
})

describe('a run', () => {
  it('can be read again, from any frame on, also after a restart', async () => {
    const { say, events } = await someone()
    const said = await say('add buy milk')
    expect((await events(said.runId)).frames).toEqual(said.frames)
    await server.restart()
    expect((await events(said.runId, 2)).frames).toEqual(said.frames.slice(2))
  })

  it('goes on when the connection is dropped', async () => {
    const { person, request, events } = await someone()
    const response = await request('POST', '/message', { message: 'add buy milk' })
    await response.body?.cancel()
    const again = await events(response.headers.get('x-run-id') ?? '')
    expect(again.frames.at(-1)?.data).toBe('[DONE]')
    expect(await titles(person)).toEqual(['Buy milk'])
  })
})

describe('what is refused', () => {
  it.each([
    ['no message', {}],
    ['an empty message', { message: '  ' }],
    ['a message too long', { message: 'x'.repeat(4_001) }],
    ['another field', { message: 'list', user_id: 'x' }],
    ['an id that is none', { message: 'list', conversation_id: 'x' }],
  ])('is %s, with a problem', async (_, body) => {
    const { request } = await someone()
    const response = await request('POST', '/message', body)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(await response.json()).toMatchObject({ code: 'VALIDATION_FAILED' })
  })

  it('is whoever has not signed in', async () => {
    expect((await speakAs(server, 'nonsense').say('list')).status).toBe(401)
  })
})
