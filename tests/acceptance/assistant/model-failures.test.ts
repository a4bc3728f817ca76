import { type AgentInputItem, describeFailure, startTurn } from '@todo/assistant/agent'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDesk } from './desk.ts'
import { type ScriptedServer, type Step, startScriptedServer } from './scripted-server.ts'

let server: ScriptedServer

beforeAll(async () => {
  server = await startScriptedServer()
})
afterAll(() => server.close())

/** A service that goes wrong, and what the person is told. */
const faults: readonly (readonly [string, Step, string, number | null])[] = [
  ['asks for patience', { fault: 429, headers: { 'retry-after': '7' } }, 'MODEL_BUSY', 7],
  ['fails', { fault: 500 }, 'MODEL_FAILED', null],
  ['is overloaded', { fault: 503 }, 'MODEL_FAILED', null],
  ['refuses the key', { fault: 401 }, 'MODEL_KEY_REFUSED', null],
  ['does not know the model', { fault: 404 }, 'MODEL_UNKNOWN', null],
  ['breaks off within the stream', { fault: 'breaks' }, 'MODEL_UNREACHABLE', null],
  ['cuts its answer off', { text: 'Half an ans', finish: 'length' }, 'MODEL_CUT_OFF', null],
  ['filters its answer', { text: 'Half an ans', finish: 'content_filter' }, 'MODEL_REFUSED', null],
  ['refuses', { refusal: 'I cannot help with that.' }, 'MODEL_REFUSED', null],
  ['says nothing more', { fault: 'stalls' }, 'MODEL_TOO_SLOW', null],
]

const apis = ['chat_completions', 'responses'] as const
const paths = { chat_completions: '/v1/chat/completions', responses: '/v1/responses' }

describe.each(apis)('a service of %s that', (api) => {
  it.each(faults)(
    '%s: is told in a sentence, and the conversation goes on',
    async (_, fault, code, after) => {
      const desk = makeDesk({
        model: { api_key: null, base_url: server.url, model: 'scripted', api, context_tokens: null },
        modelTimeoutMs: 2000,
      })
      const first: AgentInputItem = { role: 'user', content: 'Hello' }
      server.script(fault)
      const assistant = await desk.open()
      server.asked.splice(0)
      const run = async (input: AgentInputItem[]) => {
        const result = await assistant.runner.run(assistant.agent, input, { ...startTurn(), stream: true })
        await result.completed
        return result.finalOutput
      }
      const error = await run([first]).then(
        () => null,
        (reason: unknown) => reason,
      )
      const told = describeFailure(error)
      expect([told.code, told.retryAfterSeconds]).toEqual([code, after])
      expect(told.text).toMatch(/^[A-Z].*\.$/)
      expect(told.text).not.toContain('secret')
      server.script({ text: 'Here I am.' })
      expect(await run([first, { role: 'user', content: 'Again?' }])).toBe('Here I am.')
      expect(new Set(server.asked.map(({ path }) => path))).toEqual(new Set([paths[api]]))
      await assistant.close()
      await desk.close()
    },
  )

  it('calls two tools at once, in pieces: both are done, and each answer goes to its call', async () => {
    const model = { api_key: null, base_url: server.url, model: 'scripted', api, context_tokens: null }
    const desk = makeDesk({ model })
    server.asked.splice(0)
    server.script(
      {
        calls: [
          { name: 'create_task', arguments: { title: 'Buy milk — “fresh”, 2 litres' } },
          { name: 'create_task', arguments: { title: 'Call Grace', priority: 'high' } },
        ],
      },
      { text: 'Both are on the list.' },
    )
    const assistant = await desk.open()
    const input: AgentInputItem[] = [{ role: 'user', content: 'Milk and Grace' }]
    const result = await assistant.runner.run(assistant.agent, input, { ...startTurn(), stream: true })
    await result.completed
    expect(result.finalOutput).toBe('Both are on the list.')
    const outputs = result.history.flatMap((item) =>
      item.type === 'function_call_result' ? [JSON.stringify(item.output)] : [],
    )
    expect(outputs).toEqual([
      expect.stringContaining('Buy milk — “fresh”, 2 litres'),
      expect.stringContaining('Call Grace'),
    ])
    expect(server.asked[0]?.tools).toContain('create_task')
    expect(server.asked[0]?.store).toBe(api === 'responses' ? false : undefined)
    const read = JSON.stringify(server.asked[1]?.messages)
    expect(read.indexOf('Buy milk')).toBeLessThan(read.lastIndexOf('Call Grace'))
    await assistant.close()
    await desk.close()
  })

  it('is not there: is told in a sentence', async () => {
    const gone = await startScriptedServer()
    await gone.close()
    const desk = makeDesk({
      model: { api_key: null, base_url: gone.url, model: 'scripted', api, context_tokens: null },
    })
    const assistant = await desk.open()
    const error = await assistant.runner.run(assistant.agent, 'Hello', startTurn()).then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(describeFailure(error).code).toBe('MODEL_UNREACHABLE')
    await assistant.close()
    await desk.close()
  })

  it('goes on calling without end: is stopped, and what was done stands', async () => {
    const desk = makeDesk({
      model: { api_key: null, base_url: server.url, model: 'scripted', api, context_tokens: null },
    })
    const call: Step = { calls: [{ name: 'list_tasks', arguments: {} }] }
    server.script(...Array.from({ length: 25 }, () => call))
    const assistant = await desk.open()
    const error = await assistant.runner.run(assistant.agent, 'Hello', startTurn()).then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(describeFailure(error).code).toBe('TOO_MANY_STEPS')
    await assistant.close()
    await desk.close()
  })
})
