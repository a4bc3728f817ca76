import { gzipSync } from 'node:zlib'
import type { BrowserContext } from 'playwright-core'
import { type Figure, type Measured, median, ratioOf } from '../figure.ts'
import { painted, type Sight } from './probe.ts'
import { addTasks, type Guest, newGuest, openLive, openSite, signInAgain, type WebSite } from './site.ts'

const rounds = 15
const replicaSize = 10_000
const open = 1_000
/** A task, in the list or in the picture of it. */
const row: Sight = { selector: '#content article' }

/** Milliseconds from the beginning of a navigation to the frame that shows something. */
async function timeToSee(context: BrowserContext, address: string, sight: Sight): Promise<number> {
  const page = await context.newPage()
  await page.addInitScript(`todoProbe.expect(${JSON.stringify(sight)}); todoProbe.start()`)
  await page.goto(address)
  const { at } = await painted(page)
  const origin = await page.evaluate<number>('performance.timeOrigin')
  await page.close()
  return at - origin
}

async function firstPaint(): Promise<Measured> {
  const site = await openSite()
  const guest = await newGuest(site)
  await addTasks(guest, site.origin, replicaSize)
  const kept = await openLive(guest.context, '/today')
  await kept.waitForTimeout(1_000)
  await kept.close()
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = -2; round < rounds; round += 1) {
    const empty = await timeToSee(guest.context, site.empty, { selector: 'p', text: 'Nothing' })
    const today = await timeToSee(guest.context, '/today', row)
    if (round < 0) continue
    theirs.push(empty)
    ours.push(today)
  }
  await guest.context.close()
  return { ...ratioOf(ours, theirs), absolute: `${median(ours).toFixed(0)} ms` }
}

/** Gzipped bytes of all scripts that a page has loaded at its `load` event; it comes to show something by them. */
async function scriptBytes(context: BrowserContext, address: string, sight: Sight): Promise<number> {
  const page = await context.newPage()
  const bodies: Promise<Buffer>[] = []
  let isLoaded = false
  page.on('response', (response) => {
    if (!isLoaded && response.request().resourceType() === 'script') bodies.push(response.body())
  })
  await page.goto(address)
  isLoaded = true
  await page.locator(sight.selector).first().waitFor()
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length)
  await page.close()
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function scripts(): Promise<Measured> {
  const site = await openSite()
  const guest = await newGuest(site)
  await addTasks(guest, site.origin, open)
  const fresh = await signInAgain(site, guest)
  const ours = await scriptBytes(fresh, '/today', row)
  const theirs = await scriptBytes(fresh, site.empty, { selector: 'p' })
  await Promise.all([guest.context.close(), fresh.close()])
  const more = (ours - theirs) / 1000
  return {
    ratio: more,
    spread: [more, more],
    rounds: 1,
    absolute: `kB above ${(theirs / 1000).toFixed(0)} kB`,
  }
}

const manyDone = 1_000_000
const fewDone = 1_000

/** Somebody with so many tasks done long ago, and the same number of open ones. */
async function withDone(site: WebSite, done: number): Promise<Guest> {
  const guest = await newGuest(site)
  await addTasks(guest, site.origin, open)
  const { database } = site
  await database.query(doneRows, [guest.id, open, done])
  await database.query('UPDATE space_counters SET next_number = $2, done = $3 WHERE space_id = $1', [
    guest.id,
    open + done + 1,
    done,
  ])
  return guest
}

/** Copies of the person's own tasks, done years ago. */
const doneRows = `
  INSERT INTO tasks (id, space_id, user_id, number, title, title_key, description, status, priority, due_date, tags,
    position, version, search, created_at, updated_at, completed_at)
  SELECT gen_random_uuid(), $1::uuid, $1::uuid, n, title, title_key, description, 'done', priority, NULL, tags,
    chr(96 + length(n::text)) || n::text, 1, search, at, at, at
  FROM generate_series($2::int + 1, $2::int + $3::int) AS n
    JOIN tasks AS source ON source.space_id = $1::uuid AND source.number = 1 + n % $2::int,
    LATERAL (SELECT now() - interval '2 years' + n * interval '1 second' AS at) AS since`

async function firstLoad(): Promise<Measured> {
  const site = await openSite()
  const many = await withDone(site, manyDone)
  const few = await withDone(site, fewDone)
  await site.database.query('VACUUM ANALYZE')
  const once = async (guest: Guest): Promise<number> => {
    const context = await signInAgain(site, guest)
    const ms = await timeToSee(context, '/today', row)
    await context.close()
    return ms
  }
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = -2; round < rounds; round += 1) {
    const [less, more] = [await once(few), await once(many)]
    if (round < 0) continue
    theirs.push(less)
    ours.push(more)
  }
  await Promise.all([many.context.close(), few.context.close()])
  return ratioOf(ours, theirs)
}

export const loadFigures: Figure[] = [
  {
    name: 'first paint of Today from a replica of 10,000 tasks',
    baseline: 'an empty Next page',
    bound: { most: 2 },
    measure: firstPaint,
  },
  {
    name: 'JavaScript of the first load of Today, gzipped',
    baseline: 'an empty Next page',
    bound: { most: 100 },
    measure: scripts,
  },
  {
    name: 'first load of a user with 1,000,000 done tasks',
    baseline: 'the same with 1,000 done tasks',
    bound: { most: 1.5 },
    measure: firstLoad,
  },
]
