import { deepEqual } from 'node:assert/strict'
import pg from 'pg'
import type { Figure } from '../figure.ts'
import { Api } from './api.ts'
import type { BareInput } from './bare-http.ts'
import { type Compared, compare } from './compare.ts'
import { openHouse } from './house.ts'
import type { LoadRequest } from './load-process.ts'
import { makeUsers, type Person, signIn } from './people.ts'
import { type Served, startProduct, startWorker } from './processes.ts'

const writers = 1_000
const tasksOfReader = 1_000

/** What the three comparisons share: the product and the bare server on one database. */
type Ground = {
  product: Served
  bare: { origin: string; pid: number }
  postmaster: number
  reader: Person
  writers: readonly Person[]
  ids: readonly string[]
}

let ground: Promise<Ground> | undefined

async function prepare(): Promise<Ground> {
  const house = await openHouse()
  const databaseUrl = await house.database('throughput')
  const product = await startProduct(databaseUrl, house.folder)
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  await makeUsers(database, writers + 1)
  const [reader, ...others] = await signIn(database, product.origin, writers + 1)
  if (!reader) throw new Error('There is a reader')
  const ids = await addTasks(product.origin, reader)
  await database.query('VACUUM ANALYZE')
  await database.end()
  const worker = startWorker('bare-http.ts')
  const input: BareInput = { databaseUrl, spaceId: reader.id, total: tasksOfReader }
  const { port } = await worker.ask<{ port: number }>(input)
  const bare = { origin: `http://127.0.0.1:${port}`, pid: worker.pid }
  return { product, bare, postmaster: house.postmaster, reader, writers: others, ids }
}

const newTask = (n: number) => ({
  title: `Call the plumber about tap number ${n}`,
  description: 'The one in the kitchen drips, and the one in the bathroom will soon.',
  priority: 'high',
  due_date: '2031-05-06',
  tags: ['home', 'phone'],
})

/** One after the other, so that their order by time is certain. */
async function addTasks(origin: string, reader: Person): Promise<string[]> {
  const api = new Api(origin)
  const ids: string[] = []
  for (let n = 1; n <= tasksOfReader; n += 1) {
    const { task } = created(await api.post(reader, '/api/tasks', newTask(n)))
    ids.push(task.id)
  }
  await api.close()
  return ids
}

/** The answer to a create. */
const created = (answer: unknown): { task: { id: string } } => answer as { task: { id: string } }

/** Each comparison gives two figures; it is made when the first of them is asked for. */
function once(measure: (ground: Ground) => Promise<Compared>): () => Promise<Compared> {
  let made: Promise<Compared> | undefined
  return () => {
    ground ??= prepare()
    made ??= ground.then(measure)
    return made
  }
}

const list = once(async ({ product, bare, postmaster, reader }) => {
  const [ours, theirs] = ['/api/tasks?limit=50', '/list']
  await assertSame(product.origin + ours, bare.origin + theirs, reader, ({ tasks, total }) => ({
    tasks,
    total,
  }))
  return compare(
    { server: product, status: 200, requests: [{ method: 'GET', path: ours, token: reader.token }] },
    { server: bare, status: 200, requests: [{ method: 'GET', path: theirs }] },
    postmaster,
  )
})

const get = once(async ({ product, bare, postmaster, reader, ids }) => {
  const [id = ''] = ids
  const [ours, theirs] = ['/api/tasks/', '/task/']
  await assertSame(product.origin + ours + id, bare.origin + theirs + id, reader, (answer) => answer)
  const method = 'GET'
  return compare(
    {
      server: product,
      status: 200,
      requests: ids.map((each) => ({ method, path: ours + each, token: reader.token })),
    },
    { server: bare, status: 200, requests: ids.map((each) => ({ method, path: theirs + each })) },
    postmaster,
  )
})

const create = once(({ product, bare, postmaster, writers: people }) => {
  const method = 'POST'
  const ours = people.map(
    ({ token }, n): LoadRequest => ({ method, path: '/api/tasks', token, body: JSON.stringify(newTask(n)) }),
  )
  const theirs = people.map(
    ({ id }, n): LoadRequest => ({
      method,
      path: '/create',
      body: JSON.stringify({ user_id: id, ...newTask(n) }),
    }),
  )
  return compare(
    { server: product, status: 201, requests: ours },
    { server: bare, status: 201, requests: theirs },
    postmaster,
  )
})

/** Answers are JSON objects. */
const membersOf = (answer: unknown): Record<string, unknown> => ({ ...Object(answer) })

/** A bare server that answered less than the product would be no baseline. */
async function assertSame(
  ours: string,
  theirs: string,
  { token }: Person,
  part: (answer: Record<string, unknown>) => unknown,
): Promise<void> {
  const [left, right] = await Promise.all([
    fetch(ours, { headers: { authorization: `Bearer ${token}` } }).then((answer) => answer.json()),
    fetch(theirs).then((answer) => answer.json()),
  ])
  deepEqual(part(membersOf(right)), part(membersOf(left)))
}

const bareRead = 'bare `node:http` and `pg`, the same rows by a named statement'
const bareInsert = 'bare `node:http` and `pg`, one `INSERT` with the four indexes of the plan'

const inTwoMeasures = (
  what: string,
  baseline: string,
  least: number,
  measure: () => Promise<Compared>,
): Figure[] => [
  {
    name: `${what}, requests a second`,
    baseline,
    bound: { least },
    measure: async () => (await measure()).rate,
  },
  {
    name: `${what}, requests for a second of CPU`,
    baseline,
    bound: { least },
    measure: async () => (await measure()).cpu,
  },
]

export const throughputFigures: Figure[] = [
  ...inTwoMeasures('list of 50', bareRead, 0.6, list),
  ...inTwoMeasures('get one', bareRead, 0.6, get),
  ...inTwoMeasures(`create, ${writers.toLocaleString('en')} users`, bareInsert, 0.45, create),
]
