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
  const speaker = speakAs(server, person.accessToken)
  return {
    person,
    ...speaker,
    messages: async (id: string) =>
      (await speaker.json('GET', `/conversations/${id}/messages`)).body as {
        messages: { id: string; role: string; content: string }[]
        approvals: { state: string }[]
      },
    replace: async (conversation_id: string, replaces: string, message: string) => {
      const response = await speaker.request('POST', '/message', { message, conversation_id, replaces })
      return { status: response.status, text: await response.text() }
    },
  }
}

const contents = ({ messages }: { messages: { content: string }[] }) => messages.map(({ content }) => content)
const titles = async (person: Person) => {
  const { body } = await person.get('/api/tasks?sort=number')
  return (body as { tasks: { title: string }[] }).tasks.map(({ title }) => title)
}

describe('a message in place of another', () => {
  it('takes that one out with all that came after, and leaves tasks as they are', async () => {
    const { person, say, messages, replace } = await someone()
    const { conversationId } = await say('add pay the rent')
    const second = await say('add buy milk', conversationId)
    await say('list my tasks', conversationId)
    const before = await messages(conversationId)
    const replaced = before.messages[2]
    expect(replaced).toMatchObject({ role: 'user', content: 'add buy milk' })
    expect((await replace(conversationId, replaced?.id ?? '', 'add buy bread')).status).toBe(200)
    const after = await messages(conversationId)
    expect(contents(after)).toEqual([
      ...contents(before).slice(0, 2),
      'add buy bread',
      expect.stringContaining('Buy bread'),
    ])
    expect(await titles(person)).toEqual(['Pay the rent', 'Buy milk', 'Buy bread'])
    expect((await speakAs(server, person.accessToken).events(second.runId)).status).toBe(404)
  })

  it('is answered from what was said before it alone', async () => {
    const { say, messages, replace } = await someone()
    const { conversationId } = await say('add rent a van')
    await say('add pay the rent', conversationId)
    await say('complete rent', conversationId)
    const { messages: said } = await messages(conversationId)
    const answer = await replace(conversationId, said[4]?.id ?? '', 'the van one')
    expect(answer.text).not.toContain('Marked')
  })

  it('takes what waits for approval with it, unless it waited before', async () => {
    const { person, say, messages, replace, decide } = await someone()
    await person.task({ title: 'Pay rent' })
    await person.task({ title: 'Buy milk' })
    const first = await say('delete rent')
    const second = await say('delete milk', first.conversationId)
    const { messages: said } = await messages(first.conversationId)
    await replace(first.conversationId, said[2]?.id ?? '', 'list my tasks')
    expect((await decide(second.events('approval_required')[0]?.approval_id, true)).status).toBe(404)
    expect((await decide(first.events('approval_required')[0]?.approval_id, true)).status).toBe(200)
    expect(await titles(person)).toEqual(['Buy milk'])
  })

  it('leaves an earlier run with what it had come to where its answer is replaced', async () => {
    const { person, say, messages, replace } = await someone()
    await person.task({ title: 'Pay rent' })
    const { conversationId } = await say('delete rent')
    await say('no', conversationId)
    const { messages: said } = await messages(conversationId)
    expect((await replace(conversationId, said[2]?.id ?? '', 'yes')).status).toBe(200)
    expect(await titles(person)).toEqual(['Pay rent'])
    const after = await messages(conversationId)
    expect(contents(after).slice(0, 3)).toEqual([said[0]?.content, said[1]?.content, 'yes'])
    expect(after.approvals.map(({ state }) => state)).toEqual(['refused'])
  })

  it('may be the yes that something before it waits for', async () => {
    const { person, say, messages, replace } = await someone()
    await person.task({ title: 'Pay rent' })
    const { conversationId } = await say('delete rent')
    await say('list my tasks', conversationId)
    const { messages: said } = await messages(conversationId)
    expect((await replace(conversationId, said[2]?.id ?? '', 'yes')).text).toContain('Deleted')
    expect(await titles(person)).toEqual([])
    expect(contents(await messages(conversationId))).toHaveLength(4)
  })

  it('gives a conversation that it begins its title, unless a person named it', async () => {
    const { say, json, messages, replace } = await someone()
    const { conversationId } = await say('add buy milk')
    const first = (await messages(conversationId)).messages[0]
    await replace(conversationId, first?.id ?? '', 'add buy bread')
    const title = async () => (await json('GET', `/conversations/${conversationId}`)).body.conversation.title
    expect(await title()).toBe('add buy bread')
    await json('PATCH', `/conversations/${conversationId}`, { title: 'Shopping' })
    await replace(conversationId, (await messages(conversationId)).messages[0]?.id ?? '', 'add buy milk')
    expect(await title()).toBe('Shopping')
  })

  it('is refused where there is no such message of the person, and changes nothing', async () => {
    const [ada, bob] = [await someone(), await someone()]
    const { conversationId } = await ada.say('add buy milk')
    const other = await ada.say('list my tasks')
    const { messages: said } = await ada.messages(conversationId)
    const ids = { mine: said[0]?.id ?? '', answer: said[1]?.id ?? '' }
    expect((await ada.replace(conversationId, ids.answer, 'Hello')).status).toBe(404)
    expect((await ada.replace(other.conversationId, ids.mine, 'Hello')).status).toBe(404)
    expect((await bob.replace(conversationId, ids.mine, 'Hello')).status).toBe(404)
    expect((await ada.replace(conversationId, crypto.randomUUID(), 'Hello')).status).toBe(404)
    const nowhere = await ada.json('POST', '/message', { message: 'Hello', replaces: ids.mine })
    expect(nowhere).toMatchObject({ status: 400, body: { errors: [{ path: 'conversation_id' }] } })
    expect(contents(await ada.messages(conversationId))).toEqual(contents({ messages: said }))
  })
})
