import { AccountExport } from '@todo/core/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Person, signUp } from '../api/person.ts'
import { type ScriptedServer, startScriptedServer } from '../assistant/scripted-server.ts'
import { type ChatServer, speakAs, startChat } from './chat.ts'

let server: ChatServer
let model: ScriptedServer
let scripted: ChatServer

beforeAll(async () => {
  server = await startChat()
  model = await startScriptedServer()
  scripted = await startChat({
    model: { api_key: null, base_url: model.url, model: 'scripted', api: null, context_tokens: null },
  })
})
afterAll(async () => {
  await server.stop()
  await scripted.stop()
  await model.close()
})

async function someone(at = server) {
  const person = await signUp(at.api)
  return { person, ...speakAs(at, person.accessToken) }
}

/** All that the chat keeps of a person, as text. */
async function kept(userId: string, at = server): Promise<string> {
  const { rows } = await at.api.pool.query<{ text: string }>(
    `SELECT to_jsonb(c)::text AS text FROM conversations c WHERE user_id = $1
     UNION ALL SELECT to_jsonb(m)::text FROM messages m JOIN conversations c ON c.id = conversation_id WHERE user_id = $1
     UNION ALL SELECT to_jsonb(r)::text FROM chat_runs r WHERE user_id = $1
     UNION ALL SELECT to_jsonb(a)::text FROM chat_approvals a JOIN chat_runs r ON r.id = run_id WHERE user_id = $1
     UNION ALL SELECT string_agg(f.data, '' ORDER BY number) FROM chat_frames f JOIN chat_runs r ON r.id = run_id
       WHERE user_id = $1 GROUP BY r.id
     UNION ALL SELECT to_jsonb(p)::text FROM chat_purges p WHERE user_id = $1`,
    [userId],
  )
  return rows.map(({ text }) => text).join('\n')
}
const openTask = async (person: Person, title: RegExp) => {
  const { body } = await person.get('/api/tasks')
  const task = (body as { tasks: { id: string; title: string }[] }).tasks.find((each) =>
    title.test(each.title),
  )
  return task?.id ?? ''
}
const trash = async (person: Person, id: string) =>
  expect((await person.delete(`/api/tasks/${id}`)).status).toBe(200)
const purge = async (person: Person, id: string) => {
  await trash(person, id)
  expect((await person.delete(`/api/trash/${id}`)).status).toBe(200)
}
const contents = ({ body }: { body: { messages: { content: string }[] } }) =>
  body.messages.map(({ content }) => content)

describe('a task that is purged', () => {
  it('is in nothing that the chat keeps once anything is read, and what else was said stands', async () => {
    const { person, say, json } = await someone()
    const { conversationId } = await say('add see the Zebrafink doctor tomorrow #clinic')
    await say('add buy milk', conversationId)
    await say('list my tasks', conversationId)
    await say('rename #1 to call the Quokkapraxis', conversationId)
    await say('what changed?')
    await say('list my tasks')
    expect(await kept(person.userId)).toMatch(/zebrafink[\s\S]*quokkapraxis/i)
    await purge(person, await openTask(person, /Quokka/))
    const listed = await json('GET', '/conversations')
    expect(listed.status).toBe(200)
    const text = await kept(person.userId)
    expect(text).not.toMatch(/zebrafink|quokkapraxis|clinic/i)
    expect(text).toMatch(/milk/i)
    const said = contents(await json('GET', `/conversations/${conversationId}/messages`))
    expect(said[0]).toBe('[deleted for good]')
    expect(said[2]).toBe('add buy milk')
    expect(said[5]).toContain('[deleted for good]')
    expect(said[5]).toContain('Buy milk')
    const { rows } = await server.api.pool.query('SELECT FROM chat_purges WHERE user_id = $1', [
      person.userId,
    ])
    expect(rows).toEqual([])
  })

  it('is taken out also where the trash is emptied, and where it was too old', async () => {
    const { person, say, json } = await someone()
    await say('add see the Zebrafink doctor')
    await trash(person, await openTask(person, /Zebra/))
    expect((await person.delete('/api/trash')).status).toBe(200)
    await json('GET', '/conversations')
    expect(await kept(person.userId)).not.toMatch(/zebrafink/i)
    const { conversationId } = await say('add call the Quokkapraxis')
    await trash(person, await openTask(person, /Quokka/))
    server.api.wait(31 * 24 * 3_600_000)
    await server.api.sweepTrash()
    server.api.wait(-31 * 24 * 3_600_000)
    await json('GET', `/conversations/${conversationId}/messages`)
    expect(await kept(person.userId)).not.toMatch(/quokkapraxis/i)
  })

  it('is taken out of what waits for approval, whose answer is still heard', async () => {
    const { person, say, json, decide } = await someone()
    await person.task({ title: 'Zebrafink', description: 'Quokkapraxis' })
    const asked = await say('delete zebrafink')
    const id = asked.events('approval_required')[0]?.approval_id
    expect(await kept(person.userId)).toMatch(/zebrafink[\s\S]*quokkapraxis/i)
    await purge(person, await openTask(person, /Zebra/))
    const { body } = await json('GET', `/conversations/${asked.conversationId}/messages`)
    expect(body.approvals).toMatchObject([{ summary: 'Delete “[deleted for good]” (#1)', state: 'pending' }])
    expect(await kept(person.userId)).not.toMatch(/zebrafink|quokkapraxis/i)
    const answer = await decide(id, true)
    expect(answer.events('error')).toEqual([])
    expect(answer.frames.at(-1)?.data).toBe('[DONE]')
    expect((await say('add buy milk', asked.conversationId)).text).toContain('Buy milk')
  })

  it('is taken out of an answer that went on meanwhile, when that has ended', async () => {
    const { person, say, request, json } = await someone(scripted)
    const { id } = await person.task({ title: 'Zebrafink' })
    model.script({ calls: [{ name: 'get_task', arguments: { task_id: id } }] }, { fault: 'stalls' })
    const response = await request('POST', '/message', { message: 'What about 1?' })
    const runId = response.headers.get('x-run-id')
    const reader = response.body?.getReader()
    const decoder = new TextDecoder()
    for (let text = ''; !text.includes('Half an'); ) text += decoder.decode((await reader?.read())?.value)
    await purge(person, id)
    await json('GET', '/conversations')
    await json('POST', `/runs/${runId}/stop`)
    for (let done = false; !done; ) done = (await reader?.read())?.done ?? true
    expect(await kept(person.userId, scripted)).toMatch(/zebrafink/i)
    await json('GET', '/conversations')
    expect(await kept(person.userId, scripted)).not.toMatch(/zebrafink/i)
    model.script({ text: 'Here I am.' })
    expect((await say('Again?', response.headers.get('x-conversation-id') ?? '')).text).toBe('Here I am.')
  })

  it('is taken out of the words of models, in whatever pieces they came', async () => {
    const { person, say, request, json } = await someone(scripted)
    model.script(
      {
        calls: [
          { name: 'create_task', arguments: { title: 'See Dr Zebrafink', description: 'the Quokka rash' } },
        ],
      },
      { text: 'I noted your visit because of the Quokka rash to the Zebrafink.' },
    )
    const said = await say('My Quokka rash is back: doctor Zebrafink on Friday')
    model.script({ text: 'You see Dr Zebrafink, and the dentist.' })
    await say('Whom do I see?', said.conversationId)
    await purge(person, await openTask(person, /Zebra/))
    const again = await request('GET', `/runs/${said.runId}/events`)
    expect(await again.text()).not.toMatch(/zebra|quokka/i)
    expect(await kept(person.userId, scripted)).not.toMatch(/zebra|quokka/i)
    const { body } = await json('GET', `/conversations/${said.conversationId}`)
    expect(body.conversation.title).toBe('[deleted for good]')
    expect(contents(await json('GET', `/conversations/${said.conversationId}/messages`)).at(-1)).toBe(
      'You [deleted for good], and the dentist.',
    )
  })
})

it('goes with the account: all conversations, with all that was said', async () => {
  const { person, say } = await someone()
  await person.task({ title: 'Zebrafink' })
  await say('delete zebrafink')
  await purge(person, await openTask(person, /Zebra/))
  const deleted = await person.delete('/api/account', { password: person.password })
  expect(deleted.status, deleted.text).toBe(200)
  expect(await kept(person.userId)).toBe('')
})

describe('the export of the account', () => {
  it('holds all conversations with what was said, done and decided, and nothing of anybody else', async () => {
    const [ada, bob] = [await someone(), await someone()]
    await bob.say('add feed the Quokka')
    const first = await ada.say('add pay rent')
    await ada.say('delete rent', first.conversationId)
    await ada.say('no', first.conversationId)
    const second = await ada.say('help')
    const { body, text } = await ada.person.get('/api/account/export')
    expect(AccountExport.parse(body).conversations).toMatchObject([
      {
        id: first.conversationId,
        title: 'add pay rent',
        messages: [
          { role: 'user', content: 'add pay rent' },
          { role: 'assistant', tool_calls: [{ name: 'create_task' }] },
          { role: 'user', content: 'delete rent' },
          { role: 'assistant' },
          { role: 'user', content: 'no' },
          { role: 'assistant' },
        ],
        approvals: [{ tool: 'delete_task', state: 'refused' }],
      },
      { id: second.conversationId, messages: [{ content: 'help' }, { role: 'assistant' }], approvals: [] },
    ])
    expect(text).not.toMatch(/quokka/i)
    const imported = await server.api.send('/api/import?format=json', {
      method: 'POST',
      headers: { authorization: `Bearer ${bob.person.accessToken}`, 'content-type': 'application/json' },
      body: text,
    })
    expect(imported.body).toMatchObject({ created: 1, errors: [] })
    expect((await bob.json('GET', '/conversations')).body.conversations).toHaveLength(1)
  })

  it('holds nothing of a purged task, also where nobody has been in the chat since', async () => {
    const { person, say } = await someone()
    await say('add see the Zebrafink doctor')
    await purge(person, await openTask(person, /Zebra/))
    const { text } = await person.get('/api/account/export')
    expect(text).toContain('[deleted for good]')
    expect(text).not.toMatch(/zebrafink/i)
  })
})
