import pg from 'pg'
import { type Figure, type Measured, median, ratioOf } from '../figure.ts'
import { Api } from './api.ts'
import { fill } from './fill.ts'
import { type House, openHouse } from './house.ts'
import { makeUsers, type Person, signIn } from './people.ts'
import { startProduct } from './processes.ts'

/** How someone asks for a thing: what is timed, after what must be there first. */
type Verb = {
  name: string
  before?: (api: Api, person: Person) => Promise<unknown>
  ask: (api: Api, person: Person) => Promise<unknown>
}
/** People whose turn it is one after the other, at their server. */
type Side = { api: Api; people: readonly Person[] }

const newTask = { title: 'Ring the bell at noon', description: 'Twice, and not too loud', tags: ['bell'] }

const verbs: Verb[] = [
  { name: 'list', ask: (api, person) => api.get(person, '/api/tasks?limit=50') },
  { name: 'get', ask: (api, person) => api.get(person, '/api/tasks/7') },
  { name: 'create', ask: (api, person) => api.post(person, '/api/tasks', newTask) },
  {
    name: 'undo',
    before: (api, person) => api.post(person, '/api/tasks', newTask),
    ask: (api, person) => api.post(person, '/api/undo', {}),
  },
  { name: 'search, equal hits', ask: (api, person) => api.get(person, '/api/tasks?q=needle&limit=50') },
]

const turns = 12
const asksOfTurn = 20
/** Both servers have run the same code as often before it is timed. */
const warmUpAsks = 200

/** Asks in turn; the ratio is that of the medians of all answers, the spread that of turns of twenty. */
async function measure(verb: Verb, ours: Side, theirs: Side): Promise<Measured> {
  const medians: [number[], number[]] = [[], []]
  const all: [number[], number[]] = [[], []]
  for (let ask = 0; ask < warmUpAsks; ask += 1) {
    await timed(verb, ours, ask)
    await timed(verb, theirs, ask)
  }
  for (let turn = 0; turn < turns; turn += 1) {
    const times: [number[], number[]] = [[], []]
    for (let ask = 0; ask < asksOfTurn; ask += 1) {
      times[0].push(await timed(verb, ours, turn * asksOfTurn + ask))
      times[1].push(await timed(verb, theirs, turn * asksOfTurn + ask))
    }
    for (const side of [0, 1] as const) {
      medians[side].push(median(times[side]))
      all[side].push(...times[side])
    }
  }
  return { ...ratioOf(...medians), ratio: median(all[0]) / median(all[1]) }
}

async function timed({ before, ask }: Verb, { api, people }: Side, turn: number): Promise<number> {
  const person = people[turn % people.length]
  if (!person) throw new Error('There is someone to ask')
  await before?.(api, person)
  const started = performance.now()
  await ask(api, person)
  return performance.now() - started
}

/** Someone with tasks of which so many are found by a search, made through the API. */
async function addTasks(api: Api, person: Person, count: number, needles: number): Promise<void> {
  const every = count / needles
  for (let n = 1; n <= count; n += 1) {
    const title = n % every === 0 ? `Find the needle ${n}` : `Ordinary task ${n} of many`
    await api.post(person, '/api/tasks', {
      title,
      description: 'Nothing special about it',
      tags: ['home', `tag${n % 100}`],
    })
  }
}

async function connect(
  house: House,
  name: string,
): Promise<{ database: pg.Client; api: Api; origin: string }> {
  const url = await house.database(name)
  const { origin } = await startProduct(url, house.folder)
  const database = new pg.Client({ connectionString: url })
  await database.connect()
  return { database, api: new Api(origin), origin }
}

const smallCount = 1_000
const largeCount = 1_000_000
const needles = 40

/** One server, where one person has many tasks and another few. */
async function prepareTasks(): Promise<[Side, Side]> {
  const { database, api, origin } = await connect(await openHouse(), 'tasks')
  await makeUsers(database, 2)
  const [large, small] = await signIn(database, origin, 2)
  if (!large || !small) throw new Error('Two people signed in')
  await addTasks(api, small, smallCount, needles)
  await fill(database, {
    template: small.id,
    spaces: [large.id],
    tasks: largeCount,
    needleEvery: largeCount / needles,
  })
  await database.end()
  return [
    { api, people: [large] },
    { api, people: [small] },
  ]
}

const tasksOfEach = 10
const manyUsers = 100_000
const fewUsers = 10
/** So many of the people take turns, or all where there are fewer. */
const askersMax = 1_000

/** Two servers with a database each, of many people and of few. */
async function prepareUsers(): Promise<[Side, Side]> {
  const house = await openHouse()
  return [await prepareCrowd(house, 'many', manyUsers), await prepareCrowd(house, 'few', fewUsers)]
}

async function prepareCrowd(house: House, name: string, count: number): Promise<Side> {
  const { database, api, origin } = await connect(house, name)
  await makeUsers(database, 1)
  const [template] = await signIn(database, origin, 1)
  if (!template) throw new Error('Someone signed in')
  await addTasks(api, template, tasksOfEach, 2)
  await makeUsers(database, count)
  const { rows } = await database.query<{ id: string }>('SELECT id FROM users WHERE id <> $1', [template.id])
  await fill(database, {
    template: template.id,
    spaces: rows.map(({ id }) => id),
    tasks: tasksOfEach,
    needleEvery: 5,
  })
  const people = await signIn(database, origin, Math.min(count, askersMax))
  await database.end()
  // A token's first use checks its signature, and a server that has done more is faster: both do as much.
  for (let ask = 0; ask < askersMax; ask += 1) {
    const person = people[ask % people.length]
    if (person) await api.get(person, '/api/tasks/1')
  }
  return { api, people }
}

function figuresOf(
  name: string,
  baseline: string,
  most: number,
  prepare: () => Promise<[Side, Side]>,
): Figure[] {
  let sides: Promise<[Side, Side]> | undefined
  return verbs.map((verb) => ({
    name: `${verb.name}, ${name}`,
    baseline,
    bound: { most },
    measure: async () => {
      sides ??= prepare()
      return measure(verb, ...(await sides))
    },
  }))
}

const numberOf = (count: number): string => count.toLocaleString('en')

export const growthFigures: Figure[] = [
  ...figuresOf(
    `a user with ${numberOf(largeCount)} tasks`,
    `the same for a user with ${numberOf(smallCount)}`,
    1.5,
    prepareTasks,
  ),
  ...figuresOf(
    `${numberOf(manyUsers)} users with ${tasksOfEach} tasks each`,
    `the same with ${fewUsers} users`,
    1.3,
    prepareUsers,
  ),
]
