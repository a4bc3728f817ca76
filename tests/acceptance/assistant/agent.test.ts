import { type AgentInputItem, chooseModel, startTurn } from '@todo/assistant/agent'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeDesk } from './desk.ts'

let desk = makeDesk()
let history: AgentInputItem[] = []

beforeEach(() => {
  desk = makeDesk()
  history = []
})
afterEach(() => desk.close())

const user = (content: string): AgentInputItem => ({ role: 'user', content })

/** Says something, and waits for the whole answer. */
async function say(text: string) {
  const assistant = await desk.open()
  const result = await assistant.runner.run(assistant.agent, [...history, user(text)], startTurn())
  history = result.history
  await assistant.close()
  return result
}

const titles = async () => (await desk.tasks.list({ sort: 'number' })).tasks.map(({ title }) => title)

describe('the assistant with the builtin model', () => {
  it('makes a task from a message, and says so', async () => {
    const { finalOutput } = await say('remind me to pay rent tomorrow, urgent')
    expect(finalOutput).toBe('Added “Pay rent” (#1), due tomorrow, high priority.')
    const [task] = (await desk.tasks.list()).tasks
    expect(task).toMatchObject({ title: 'Pay rent', dueDate: '2026-12-03', priority: 'high' })
    const [operation] = (await desk.tasks.history()).operations
    expect(operation).toMatchObject({ actor: 'assistant', client: 'chat' })
  })

  it('streams its text in pieces that make the whole', async () => {
    const assistant = await desk.open()
    const result = await assistant.runner.run(assistant.agent, [user('help')], {
      ...startTurn(),
      stream: true,
    })
    const deltas: string[] = []
    for await (const event of result) {
      if (event.type === 'raw_model_stream_event' && event.data.type === 'output_text_delta')
        deltas.push(event.data.delta)
    }
    await result.completed
    await assistant.close()
    expect(deltas.length).toBeGreaterThan(10)
    expect(deltas.join('')).toBe(result.finalOutput)
  })

  it('goes on from the history alone: what was shown, what it asked', async () => {
    await say('add pay the rent')
    await say('add rent a van')
    expect((await say('complete rent')).finalOutput).toContain('Which “rent” do you mean?')
    expect((await say('the van one')).finalOutput).toBe('Marked “Rent a van” (#2) as done.')
    expect((await say('undo')).finalOutput).toContain('“Rent a van” (#2)')
    expect((await desk.tasks.get(2)).status).toBe('pending')
  })

  it('passes on what a tool refuses, without its advice for models', async () => {
    expect((await say('complete 99')).finalOutput).toBe('Task 99 not found.')
  })

  it('changes nothing with a credential that may only read', async () => {
    desk = makeDesk({ scopes: ['read'] })
    await desk.tasks.create({ title: 'Pay rent' })
    expect((await say('delete rent')).finalOutput).toBe('I may only read this list, so I changed nothing.')
    expect(await titles()).toEqual(['Pay rent'])
  })
})

describe('a conversation that another model led so far', () => {
  it('goes on with the builtin one, which asks rather than guesses what was shown', async () => {
    await desk.tasks.create({ title: 'Pay rent' })
    await desk.tasks.create({ title: 'Buy milk' })
    history = [
      { role: 'user', content: 'What have I got?' },
      { type: 'function_call', callId: 'c1', name: 'list_tasks', arguments: '{}', status: 'completed' },
      {
        type: 'function_call_result',
        callId: 'c1',
        name: 'list_tasks',
        status: 'completed',
        output: 'Your tasks:\n[ ] Buy milk\n[ ] Pay rent\n',
      },
      { role: 'assistant', status: 'completed', content: [{ type: 'output_text', text: 'Milk and rent.' }] },
    ]
    expect((await say('delete the second one')).finalOutput).toContain('Which task do you mean?')
    expect((await say('complete milk')).finalOutput).toBe('Marked “Buy milk” (#2) as done.')
    expect(await titles()).toEqual(['Pay rent', 'Buy milk'])
  })
})

describe('the model', () => {
  it.each([
    ['builtin', null, null, 'builtin'],
    ['openai', 'key', null, 'gpt-4o'],
    ['compatible', null, 'http://127.0.0.1:11434/v1', 'gpt-4o'],
    ['compatible', 'key', 'http://127.0.0.1:11434/v1', 'gpt-4o'],
  ])('is %s with the key %s and the address %s', (kind, api_key, base_url, name) => {
    expect(chooseModel({ api_key, base_url, model: 'gpt-4o' })).toEqual({ kind, name })
  })
})

describe('approval', () => {
  /** Runs a message up to its approval, and hands over the state as text, as a database would keep it. */
  async function untilApproval(text: string): Promise<{ state: string; tools: (string | undefined)[] }> {
    const result = await say(text)
    return { state: result.state.toString(), tools: result.interruptions.map(({ name }) => name) }
  }

  /** Goes on in another process: nothing but the text is left. */
  async function decide(state: string, approved: boolean) {
    const assistant = await desk.open()
    const restored = await assistant.restore(state)
    for (const item of restored.getInterruptions()) {
      if (approved) restored.approve(item)
      else restored.reject(item)
    }
    const result = await assistant.runner.run(assistant.agent, restored)
    history = result.history
    await assistant.close()
    return result
  }

  it('waits before a task is deleted, survives being stored, and deletes on yes', async () => {
    await desk.tasks.create({ title: 'Pay rent' })
    const { state, tools } = await untilApproval('delete rent')
    expect(tools).toEqual(['delete_task'])
    expect(await titles()).toEqual(['Pay rent'])
    const { finalOutput } = await decide(state, true)
    expect(finalOutput).toBe('Deleted “Pay rent” (#1). Say “undo” to have it back.')
    expect(await titles()).toEqual([])
  })

  it('leaves everything as it is on no, says so, and the conversation goes on', async () => {
    await desk.tasks.create({ title: 'Pay rent' })
    const { state } = await untilApproval('delete rent')
    expect((await decide(state, false)).finalOutput).toBe('All right, I left it as it is.')
    expect(await titles()).toEqual(['Pay rent'])
    expect((await say('show my tasks')).finalOutput).toContain('#1 Pay rent')
  })

  it('waits for batches that delete and for those over ten tasks, not for ten', async () => {
    for (let number = 1; number <= 11; number++) await desk.tasks.create({ title: `Task no ${number}` })
    expect((await untilApproval('complete 1-10')).tools).toEqual([])
    expect((await untilApproval('delete 1 and 2')).tools).toEqual(['batch_tasks'])
    const { state, tools } = await untilApproval('reopen 1 to 11')
    expect(tools).toEqual(['batch_tasks'])
    expect((await desk.tasks.get(1)).status).toBe('done')
    await decide(state, true)
    expect((await desk.tasks.get(1)).status).toBe('pending')
  })

  it('counts what one turn changes in several calls', async () => {
    for (let number = 1; number <= 12; number++) await desk.tasks.create({ title: `Task no ${number}` })
    const { tools } = await untilApproval('complete 1-6; move 7-12 to tomorrow')
    expect(tools).toEqual(['batch_tasks'])
    expect((await desk.tasks.get(1)).status).toBe('done')
    expect((await desk.tasks.get(7)).dueDate).toBeNull()
  })
})
