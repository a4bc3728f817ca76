import { type Actor, createTaskService, type Store, type TaskService } from '@todo/core'
import { systemIds } from '@todo/core/system'

/** Whom the history names: a browser, a terminal, or a program that acts for the person. */
const authors = {
  web: { actor: 'user', client: 'web' },
  cli: { actor: 'user', client: 'cli' },
  agent: { actor: 'agent', client: 'mcp:claude' },
} as const satisfies Record<string, { actor: Actor; client: string }>

type Author = keyof typeof authors
type Owner = { store: Store; userId: string }

/** The service as an author had it so many hours ago. */
function asOf({ store, userId }: Owner, author: Author, hoursAgo: number): TaskService {
  const time = Date.now() - hoursAgo * 3_600_000
  return createTaskService({
    store,
    clock: { now: () => time },
    ids: systemIds,
    scope: { spaceId: userId, userId },
    correlationId: null,
    ...authors[author],
  })
}

const packing = `The flight leaves at **9:55**, terminal 2.

- [x] Passport and cards
- [x] Charger, adapter
- [ ] Rain jacket
- [ ] A book for the plane

Weather: [ipma.pt](https://www.ipma.pt/)`

const goals = `Three goals, no more:

1. Invoices leave on the day of delivery
2. Support answers within *four hours*
3. One page about what we do **not** do`

type Row = [title: string, due: number | null, tags?: string[], more?: object]

/** Days count from today. */
const rows: readonly Row[] = [
  ['Cancel the old phone contract', -3, ['home'], { priority: 'high' }],
  ['Return the library books', -1, ['family']],
  ['Send Priya the revised budget', 0, ['work'], { priority: 'high' }],
  ['Pack for Lisbon', 0, ['lisbon'], { description: packing }],
  ['Pick up the prescription before six', 0, ['health']],
  ['Call Mum about Sunday', 0, ['family']],
  ['Water the plants', 0, ['home']],
  ['Pay the rent', 0, ['home']],
  ['Run 5 km by the river', 0, ['health']],
  ['Answer Jonas about the offsite', 0, ['work']],
  ['Check in online', 1, ['lisbon'], { priority: 'high' }],
  ['Review Amir’s draft', 1, ['work']],
  ['Fly to Lisbon, 9:55', 2, ['lisbon'], { priority: 'high' }],
  ['Dinner with Inês, Alfama', 3, ['lisbon']],
  ['Write down the goals of the quarter', 6, ['work'], { description: goals }],
  ['Dentist, 8:30', 7, ['health']],
  ['A birthday present for Elif', 8, ['family'], { priority: 'high' }],
  ['Bleed the radiators', 12, ['home']],
  ['Compare car insurances, then renew', 19, ['home']],
  ['Prepare the yearly review', 24, ['work']],
  ['Learn to make proper ramen', null, ['home']],
  ['Sort the photos of the summer', null, ['family']],
  ['Find a choir nearby', null],
]

const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)

/** A believable list: some days of a life, written from the browser, from the terminal and by an agent. */
export async function fillList(owner: Owner, today: string): Promise<void> {
  const numbers = new Map<string, number>()
  const refOf = (title: string): number => numbers.get(title) ?? 0
  let hoursAgo = 98
  for (const [title, due, tags = [], more] of rows) {
    const author: Author = tags[0] === 'lisbon' ? 'agent' : tags[0] === 'work' ? 'cli' : 'web'
    const dueDate = due === null ? null : addDays(today, due)
    const { task } = await asOf(owner, author, hoursAgo).create({ title, dueDate, tags, ...more })
    numbers.set(title, task.number)
    hoursAgo -= 2.9
  }
  await asOf(owner, 'web', 27).update(refOf('Dentist, 8:30'), { dueDate: addDays(today, 9) })
  await asOf(owner, 'agent', 5.2).batch(
    ['Check in online', 'Fly to Lisbon, 9:55', 'Dinner with Inês, Alfama'].map((title) => ({
      op: 'update' as const,
      ref: refOf(title),
      tags: ['lisbon', 'trip'],
    })),
  )
  await asOf(owner, 'cli', 4.5).update(refOf('Send Priya the revised budget'), { status: 'in_progress' })
  await asOf(owner, 'web', 3.4).complete(refOf('Run 5 km by the river'))
  await asOf(owner, 'cli', 2.1).complete(refOf('Pay the rent'))
  await asOf(owner, 'cli', 1.2).complete(refOf('Answer Jonas about the offsite'))
  await asOf(owner, 'web', 0.6).update(refOf('Bleed the radiators'), { dueDate: addDays(today, 13) })
  await asOf(owner, 'agent', 0.2).update(refOf('Review Amir’s draft'), {
    title: 'Review Amir’s second draft',
  })
}
