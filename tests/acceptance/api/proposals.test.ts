import type {
  ProposalAnswer,
  ProposalsAnswer,
  ProposalsDecidedAnswer,
  ProposalWire,
} from '@todo/core/schemas'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, isHello, liveUrl } from '../realtime/live-client.ts'
import { exchanged, letIn } from './agent.ts'
import { type Answer, type Api, startApi } from './api.ts'
import { asBearer, type Person, signUp } from './person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

const path = '/api/proposals'

/** Answers that were checked against the document. */
const proposalOf = ({ body }: Answer): ProposalWire => (body as ProposalAnswer).proposal
const waiting = async (person: Pick<Person, 'get'>) =>
  ((await person.get(path)).body as ProposalsAnswer).proposals
const resultsOf = ({ body }: Answer) => (body as ProposalsDecidedAnswer).results
const titles = async (person: Person) =>
  ((await person.get('/api/tasks?order=asc')).body as { tasks: { title: string }[] }).tasks.map(
    ({ title }) => title,
  )

/** An agent over OAuth that may only propose, as the AI service acts for it. */
async function proposer(person: Person) {
  const { tokens } = await letIn(api, person, {
    scopes: ['tasks:read', 'tasks:propose'],
    fields: { scope: 'tasks:read tasks:write tasks:propose' },
  })
  return asBearer(api, await exchanged(api, tokens.access_token))
}

async function propose(agent: Awaited<ReturnType<typeof proposer>>, title: string): Promise<ProposalWire> {
  const answer = await agent.post('/api/tasks', { title })
  expect(answer.status).toBe(202)
  return proposalOf(answer)
}

describe('a credential that may only propose', () => {
  test('changes nothing; what it would do waits, and says so', async () => {
    const ada = await signUp(api)
    const agent = await proposer(ada)
    const answer = await agent.post('/api/tasks', { title: 'Buy milk', tags: ['home'] })
    expect(answer.status).toBe(202)
    expect(answer.headers.has('x-operation-id')).toBe(false)
    expect(proposalOf(answer)).toEqual({
      id: expect.any(String),
      actor: 'agent',
      client: 'mcp:Claude',
      summary: 'Add Buy milk',
      changes: [
        {
          type: 'TaskCreated',
          task_id: expect.any(String),
          number: null,
          title: 'Buy milk',
          changes: expect.objectContaining({
            title: { from: null, to: 'Buy milk' },
            tags: { from: null, to: ['home'] },
          }),
        },
      ],
      state: 'pending',
      created_at: expect.any(String),
      decided_at: null,
      operation_id: null,
    })
    expect(await titles(ada)).toEqual([])
    expect((await ada.get('/api/history')).body).toMatchObject({ operations: [] })
    expect(await waiting(ada)).toEqual([proposalOf(answer)])
  })

  test('may propose every kind of change, and each is what it says once approved', async () => {
    const ada = await signUp(api)
    const agent = await proposer(ada)
    const [one, two, three] = [
      await ada.task({ title: 'One', tags: ['home'] }),
      await ada.task({ title: 'Two' }),
      await ada.task({ title: 'Three' }),
    ]
    await ada.delete(`/api/tasks/${three.number}`)
    const answers = [
      await agent.post('/api/tasks/quick', { text: 'Call Grace p1' }),
      await agent.patch('/api/tasks/1', { title: 'Number one' }),
      await agent.post(`/api/tasks/${two.id}/complete`),
      await agent.post('/api/tasks/3/restore'),
      await agent.post('/api/tags/rename', { from: 'home', to: 'house' }),
      await agent.post('/api/tasks/batch', { operations: [{ op: 'create', title: 'From a batch' }] }),
    ]
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202))
    expect((await waiting(ada)).map(({ summary }) => summary)).toEqual([
      'Add Call Grace',
      'Change #1 One'.replace('One', 'Number one'),
      'Complete #2 Two',
      'Restore #3 Three',
      'Change #1 One',
      'Add From a batch',
    ])
    const results = resultsOf(await ada.post(`${path}/approve`, { all: true }))
    expect(results.map((result) => 'proposal' in result && result.proposal.state)).toEqual(
      answers.map(() => 'approved'),
    )
    expect(await titles(ada)).toEqual(['Number one', 'Two', 'Three', 'Call Grace', 'From a batch'])
    expect((await ada.get(`/api/tasks/${one.id}`)).body).toMatchObject({ task: { tags: ['house'] } })
    expect((await ada.get('/api/history?actor=agent')).body).toMatchObject({
      operations: answers.map(() => ({ actor: 'agent', client: 'mcp:Claude' })),
    })
    const undone = await agent.post('/api/undo', {})
    expect([undone.status, proposalOf(undone).changes[0]?.title]).toEqual([202, 'From a batch'])
    await ada.task({ title: 'Later' })
    await ada.post(`${path}/${proposalOf(undone).id}/approve`)
    expect(await titles(ada)).not.toContain('From a batch')
    expect(await titles(ada)).toContain('Later')
  })

  test('is told at once what cannot be, and proposes nothing where nothing would change', async () => {
    const ada = await signUp(api)
    const agent = await proposer(ada)
    const { number } = await ada.task()
    expect((await agent.patch('/api/tasks/99', { title: 'x' })).status).toBe(404)
    expect((await agent.post('/api/tasks', { title: '' })).status).toBe(400)
    expect((await agent.patch(`/api/tasks/${number}`, { title: 'Buy milk' })).status).toBe(200)
    const file = await api.send('/api/import?format=todotxt', {
      method: 'POST',
      headers: { authorization: `Bearer ${agent.accessToken}`, 'content-type': 'text/plain' },
      body: 'Buy bread',
    })
    expect(file.status).toBe(403)
    expect(await waiting(ada)).toEqual([])
  })

  test('sent again under its key is one proposal, and one operation when approved', async () => {
    const ada = await signUp(api)
    const agent = await proposer(ada)
    const headers = { 'idempotency-key': 'once' }
    const first = await agent.post('/api/tasks', { title: 'Once' }, headers)
    const second = await agent.post('/api/tasks', { title: 'Once' }, headers)
    expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([202, 'true'])
    expect(proposalOf(second).id).toBe(proposalOf(first).id)
    expect(await waiting(ada)).toHaveLength(1)
    const { id } = proposalOf(first)
    const approvals = await Promise.all([1, 2, 3].map(() => ada.post(`${path}/${id}/approve`)))
    expect(approvals.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(approvals.map((each) => proposalOf(each).operation_id)).toEqual([id, id, id])
    expect(await titles(ada)).toEqual(['Once'])
    await api.pool.query(`UPDATE idempotency SET body = NULL WHERE operation_id = $1`, [id])
    const later = await agent.post('/api/tasks', { title: 'Once' }, headers)
    expect([later.status, proposalOf(later).id, proposalOf(later).state]).toEqual([202, id, 'approved'])
    expect(await titles(ada)).toEqual(['Once'])
  })

  test('may be a key: what it proposes is an agent’s by the name of the key', async () => {
    const ada = await signUp(api)
    const made = await ada.post('/api/account/api-keys', {
      name: 'Mail robot',
      scopes: ['tasks:read', 'tasks:propose'],
    })
    const robot = asBearer(api, (made.body as { key: string }).key)
    const { id } = proposalOf(await robot.post('/api/tasks', { title: 'Answer Grace' }))
    await ada.post(`${path}/${id}/approve`)
    expect((await ada.get('/api/history')).body).toMatchObject({
      operations: [{ id, actor: 'agent', client: 'Mail robot' }],
    })
  })

  test('cannot say yes to itself, nor can one that may change tasks', async () => {
    const ada = await signUp(api)
    const agent = await proposer(ada)
    const { id } = await propose(agent, 'Mine')
    const { tokens } = await letIn(api, ada)
    const writer = asBearer(api, await exchanged(api, tokens.access_token))
    for (const each of [agent, writer]) {
      expect((await each.post(`${path}/${id}/approve`)).status).toBe(403)
      expect((await each.post(`${path}/approve`, { all: true })).status).toBe(403)
      expect((await each.post(`${path}/${id}/refuse`)).status).toBe(403)
    }
    expect(await waiting(agent)).toHaveLength(1)
  })

  test('stops at a thousand that wait', async () => {
    const ada = await signUp(api)
    const agent = await proposer(ada)
    await api.pool.query(
      `INSERT INTO proposals (space_id, id, actor, client, commands, changes, summary)
       SELECT $1, gen_random_uuid(), 'agent', 'x', '[]', '[]', '' FROM generate_series(1, 1000)`,
      [ada.userId],
    )
    const { status, body } = await agent.post('/api/tasks', { title: 'One too many' })
    expect([status, body]).toEqual([409, expect.objectContaining({ code: 'TOO_MANY_PROPOSALS' })])
  })
})

describe('answering a proposal', () => {
  test('with no leaves everything as it was, and what it said is forgotten', async () => {
    const ada = await signUp(api)
    const { id } = await propose(await proposer(ada), 'Secret plan')
    const refused = await ada.post(`${path}/${id}/refuse`)
    expect(proposalOf(refused)).toMatchObject({
      state: 'refused',
      summary: '',
      changes: [],
      operation_id: null,
    })
    expect((await ada.post(`${path}/${id}/refuse`)).status).toBe(200)
    const approved = await ada.post(`${path}/${id}/approve`)
    expect([approved.status, approved.body]).toEqual([
      409,
      expect.objectContaining({ code: 'PROPOSAL_DECIDED' }),
    ])
    expect(await titles(ada)).toEqual([])
    const { rows } = await api.pool.query('SELECT proposals::text AS row FROM proposals WHERE id = $1', [id])
    expect(JSON.stringify(rows)).not.toContain('Secret plan')
  })

  test('with yes does nothing where a field was changed since, and tells which', async () => {
    const ada = await signUp(api)
    const agent = await proposer(ada)
    const { id: taskId } = await ada.task({ title: 'Buy milk' })
    const { id } = proposalOf(await agent.patch('/api/tasks/1', { title: 'Buy oat milk', priority: 'high' }))
    await ada.patch('/api/tasks/1', { title: 'Buy bread' })
    const { status, body } = await ada.post(`${path}/${id}/approve`)
    expect(status).toBe(409)
    expect(body).toMatchObject({
      code: 'PROPOSAL_CONFLICT',
      conflicts: [{ task_id: taskId, number: 1, field: 'title', expected: 'Buy milk', actual: 'Buy bread' }],
    })
    expect((await ada.get('/api/tasks/1')).body).toMatchObject({
      task: { title: 'Buy bread', priority: 'medium' },
    })
    expect(await waiting(ada)).toHaveLength(1)
    await ada.patch('/api/tasks/1', { title: 'Buy milk', tags: ['home'] })
    expect((await ada.post(`${path}/${id}/approve`)).status).toBe(200)
    expect((await ada.get('/api/tasks/1')).body).toMatchObject({
      task: { title: 'Buy oat milk', priority: 'high', tags: ['home'] },
    })
  })

  test('with yes to several does those that can be done, and tells why not of the others', async () => {
    const ada = await signUp(api)
    const agent = await proposer(ada)
    await ada.task({ title: 'Gone' })
    const gone = proposalOf(await agent.patch('/api/tasks/1', { title: 'Changed' }))
    const fine = await propose(agent, 'Fine')
    await ada.delete('/api/tasks/1')
    const unknown = '00000000-0000-4000-8000-000000000000'
    const results = resultsOf(await ada.post(`${path}/approve`, { ids: [gone.id, fine.id, unknown] }))
    expect(results).toMatchObject([
      { id: gone.id, code: 'PROPOSAL_CONFLICT', error: 'Task not found' },
      { id: fine.id, proposal: { state: 'approved', operation_id: fine.id } },
      { id: unknown, code: 'NOT_FOUND' },
    ])
    expect(await titles(ada)).toEqual(['Fine'])
    expect(resultsOf(await ada.post(`${path}/refuse`, { all: true }))).toMatchObject([
      { proposal: { state: 'refused' } },
    ])
    expect(await waiting(ada)).toEqual([])
  })

  test('is for the person alone whose list it is', async () => {
    const [ada, bob] = [await signUp(api), await signUp(api)]
    const { id } = await propose(await proposer(ada), 'Mine')
    expect(await waiting(bob)).toEqual([])
    expect((await bob.post(`${path}/${id}/approve`)).status).toBe(404)
    expect((await bob.post(`${path}/${id}/refuse`)).status).toBe(404)
    expect((await asBearer(api, 'none').post(`${path}/${id}/approve`)).status).toBe(401)
    expect((await ada.post(`${path}/not-an-id/approve`)).status).toBe(400)
    expect((await ada.post(`${path}/approve`, {})).status).toBe(400)
    expect((await ada.post(`${path}/approve`, { ids: [id], all: true })).status).toBe(400)
  })

  test('is undone as any operation, and is what an agent did', async () => {
    const ada = await signUp(api)
    const { id } = await propose(await proposer(ada), 'Mine')
    await ada.post(`${path}/${id}/approve`)
    const undone = await ada.post('/api/undo', {
      actor: 'agent',
      client: 'mcp:Claude',
      from: '2020-01-01T00:00:00Z',
    })
    expect(undone.body).toMatchObject({ reverts: [id] })
    expect(await titles(ada)).toEqual([])
  })
})

test('the person’s sockets hear at once that proposals came and were answered, and nobody else’s', async () => {
  const [ada, bob] = [await signUp(api), await signUp(api)]
  const agent = await proposer(ada)
  const [mine, other] = [
    connect(liveUrl(api.url), ada.accessToken),
    connect(liveUrl(api.url), bob.accessToken),
  ]
  await Promise.all([mine.until(isHello), other.until(isHello)])
  const isProposals = ({ type }: { type: string }) => type === 'proposals'
  const { id } = await propose(agent, 'Mine')
  await mine.until(isProposals)
  await ada.post(`${path}/${id}/refuse`)
  await expect.poll(() => mine.frames.filter(isProposals).length).toBe(2)
  expect(other.frames.filter(isProposals)).toEqual([])
})
