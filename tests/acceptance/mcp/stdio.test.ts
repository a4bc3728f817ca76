import { once } from 'node:events'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signUp } from '../api/person.ts'
import { installed, newPerson, type Person } from '../cli/command.ts'
import { call, makeKey, startAgents } from './agents.ts'
import { callEachTool } from './each-tool.ts'
import { updatesOf } from './updates.ts'

let person: Person
let open: Client[] = []
beforeEach(() => {
  person = newPerson()
})
afterEach(async () => {
  for (const client of open.splice(0)) await client.close()
  person.forget()
})

/** An agent that has started the packed `todo` with these words. */
async function agentOf(
  words: readonly string[] = ['mcp'],
  { isOld = false, name = 'helper' } = {},
): Promise<Client> {
  const client = new Client(
    { name, version: '1.0.0' },
    { versionNegotiation: { mode: isOld ? 'legacy' : 'auto' } },
  )
  const command = join(installed(), 'bin', 'todo')
  const env = { HOME: person.home, PATH: process.env.PATH ?? '', TZ: 'UTC' }
  await client.connect(new StdioClientTransport({ command, args: [...words], env }))
  open = [...open, client]
  return client
}

const historyOf = async (): Promise<unknown> => JSON.parse((await person.todo(['history', '--json'])).stdout)

describe.each([{ isOld: false }, { isOld: true }])('todo mcp (older client: $isOld)', ({ isOld }) => {
  it('works on the list in the file, in the name of the agent, and what it did can be undone', async () => {
    const agent = await agentOf(['mcp'], { isOld, name: 'Robin' })
    const created = await call(agent, 'create_task', { title: 'Buy milk', due_date: '2030-01-02' })
    expect(created.text).toMatch(/^Created task 'Buy milk' \(ID: [0-9a-f-]{36}\)$/)
    expect((await call(agent, 'complete_task', { task_id: 1 })).text).toBe("Completed task 'Buy milk'")
    expect(await historyOf()).toMatchObject({
      operations: [
        { kind: 'complete', actor: 'agent', client: 'mcp:Robin' },
        { kind: 'create', actor: 'agent', client: 'mcp:Robin' },
      ],
    })
    expect((await person.todo(['undo', '--actor', 'agent', '--since', 'today'])).code).toBe(0)
    expect((await call(agent, 'list_tasks')).text).toBe('No tasks found.')
  })

  it('does what each of its tools says', async () => {
    await callEachTool(await agentOf(['mcp'], { isOld }))
  })

  it('tells of what another program changes in the file', async () => {
    await person.todo(['add', 'One'])
    const agent = await agentOf(['mcp'], { isOld })
    const updates = updatesOf(agent)
    const wanted = ['todo://task/1', 'todo://tasks/done']
    if (isOld) for (const uri of wanted) await agent.subscribeResource({ uri })
    else await agent.listen({ resourceSubscriptions: wanted })
    await person.todo(['add', 'Two'])
    await person.todo(['done', '1'])
    await updates.of('todo://tasks/done')
    expect(updates.uris).toEqual(wanted)
  })

  it('offers only what reads where that was asked for', async () => {
    const agent = await agentOf(['mcp', '--read-only'], { isOld })
    const { tools } = await agent.listTools()
    expect(tools.map(({ name }) => name)).toEqual([
      'list_tasks',
      'get_task',
      'search_tasks',
      'history',
      'today',
    ])
    await expect(call(agent, 'create_task', { title: 'No' })).rejects.toThrow('may only read')
    expect(await historyOf()).toMatchObject({ operations: [] })
  })
})

describe('todo mcp', () => {
  it('works on the server where someone is signed in', async () => {
    const agents = await startAgents()
    try {
      const account = await signUp(agents.api)
      const { key } = await makeKey(account)
      const login = await person.todo(['login', agents.api.url, '--token-stdin'], { input: key })
      expect(login).toMatchObject({ code: 0 })
      const agent = await agentOf(['mcp'], { name: 'Robin' })
      expect((await call(agent, 'create_task', { title: 'Far away' })).text).toContain(
        "Created task 'Far away'",
      )
      await account.patch('/api/tasks/1', { title: 'Near' })
      expect((await call(agent, 'delete_task', { task_id: 1 })).text).toBe('Deleted task 1')
      const updates = updatesOf(agent)
      await agent.listen({ resourceSubscriptions: ['todo://tasks/open'] })
      await call(agent, 'undo')
      await updates.of('todo://tasks/open')
      expect((await account.get('/api/history')).body).toMatchObject({
        operations: [
          { kind: 'undo', actor: 'agent', client: 'mcp:Robin' },
          { kind: 'delete', actor: 'agent', client: 'mcp:Robin' },
          { kind: 'update', actor: 'user', client: 'api' },
          { kind: 'create', actor: 'agent', client: 'mcp:Robin' },
        ],
      })
    } finally {
      for (const client of open.splice(0)) await client.close()
      await agents.stop()
    }
  })

  it('forgets a list in memory with its process', async () => {
    const agent = await agentOf(['--memory', 'mcp'])
    await call(agent, 'create_task', { title: 'Passing' })
    expect((await call(agent, 'list_tasks')).data).toMatchObject({ total: 1 })
    expect(await historyOf()).toMatchObject({ operations: [] })
  })

  it('writes nothing but the protocol, and ends when the agent closes its end', async () => {
    const child = person.start(['mcp'])
    let output = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    const send = (message: object): unknown =>
      child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
    const clientInfo = { name: 'raw', version: '1' }
    send({
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo },
    })
    send({ method: 'notifications/initialized' })
    child.stdin?.write('this is no JSON\n')
    send({ id: 2, method: 'tools/call', params: { name: 'create_task', arguments: { title: 'Raw' } } })
    while (!output.includes('"id":2')) await once(child.stdout ?? child, 'data')
    child.stdin?.end()
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    for (const line of output.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' })
  })

  it('answers a burst of requests to an agent that reads slowly, each once and without a warning', async () => {
    const title = 'x'.repeat(200)
    await person.todo(['shell'], { input: Array.from({ length: 100 }, () => `add ${title}\n`).join('') })
    const child = person.start(['mcp'])
    let warned = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      warned += text
    })
    const clientInfo = { name: 'raw', version: '1' }
    const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo }
    const list = { method: 'tools/call', params: { name: 'list_tasks', arguments: { limit: 100 } } }
    const requests = Array.from({ length: 40 }, (_, index) => ({ id: index + 2, ...list }))
    const first = [{ id: 1, method: 'initialize', params }, { method: 'notifications/initialized' }]
    const lines = [...first, ...requests].map((each) => `${JSON.stringify({ jsonrpc: '2.0', ...each })}\n`)
    child.stdin?.write(lines.join(''))
    // Answers have gathered by then: a pipe holds less than one of them.
    await once(child.stdout ?? child, 'readable')
    let output = ''
    const answered = Promise.withResolvers<void>()
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.split('\n').length > 41) answered.resolve()
    })
    await answered.promise
    child.stdin?.end()
    expect(await once(child, 'exit')).toEqual([0, null])
    const ids = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id)
    expect(ids.toSorted((left, right) => left - right)).toEqual(Array.from({ length: 41 }, (_, at) => at + 1))
    expect(warned).toBe('')
  })

  it('says in the terminal what is wrong with the list, before an agent waits', async () => {
    const outcome = await person.todo(['mcp'], { env: { TODO_FILE: '/dev/null/todo.db' } })
    expect([outcome.code, outcome.stdout]).toEqual([1, ''])
    expect(outcome.stderr).toContain('/dev/null')
    expect((await person.todo(['mcp', 'extra'])).code).toBe(2)
    const help = await person.todo(['help', 'mcp'])
    expect(help.stdout).toContain('todo mcp [--read-only]')
  })
})
