import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { address, newSite } from '../../tests/acceptance/server/server-process.ts'
import { launchBrowser } from '../../tests/e2e/chromium.ts'
import { openHouse } from '../server/house.ts'
import { startWorker } from '../server/processes.ts'
import { probe } from './probe.ts'

export type WebSite = {
  origin: string
  /** Where a Next page with nothing on it is. */
  empty: string
  browser: Browser
  database: pg.Client
}

let opened: Promise<WebSite> | null = null

/** The whole product with its web app, a bare page beside it, and Chromium. */
export function openSite(): Promise<WebSite> {
  opened ??= build()
  return opened
}

async function build(): Promise<WebSite> {
  const house = await openHouse()
  const url = await house.database('web')
  const site = newSite()
  process.on('exit', () => void site.clear())
  const limits = { RATE_LIMIT_ACCOUNT: '1000000', RATE_LIMIT_ADDRESS: '1000000' }
  const origin = await address(site.start({ DATABASE_URL: url, ...limits }))
  const { port } = await startWorker('../web/empty-next.ts').ask<{ port: number }>('start')
  const database = new pg.Client({ connectionString: url })
  // The house ends its database under whoever is connected.
  database.on('error', () => {})
  await database.connect()
  return { origin, empty: `http://127.0.0.1:${port}`, browser: await launchBrowser(), database }
}

export type Guest = { id: string; email: string; context: BrowserContext }

const password = 'correct horse battery'

/** Somebody new with a browser of their own, signed in. */
export async function newGuest({ origin, browser }: WebSite): Promise<Guest> {
  const email = `${randomUUID()}@example.org`
  const context = await newBrowser({ origin, browser })
  const data = { email, password, name: 'Ada', cookie: true }
  const answer = await context.request.post('/api/auth/register', { data, headers: { origin } })
  if (!answer.ok()) throw new Error(await answer.text())
  const { user } = await answer.json()
  return { id: user.id, email, context }
}

/** Another browser of the same person. */
export async function signInAgain(site: WebSite, { email }: Guest): Promise<BrowserContext> {
  const context = await newBrowser(site)
  const data = { email, password, cookie: true }
  const answer = await context.request.post('/api/auth/login', { data, headers: { origin: site.origin } })
  if (!answer.ok()) throw new Error(await answer.text())
  return context
}

/** A browser of nobody's. */
export async function newBrowser({
  origin,
  browser,
}: Pick<WebSite, 'origin' | 'browser'>): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
  })
  await context.addInitScript(probe)
  return context
}

const batchMax = 1_000
const dueTodayEvery = 500
const dueSoonEvery = 25

/** Open tasks, of which some are due today and more within the next weeks. */
export async function addTasks({ context }: Guest, origin: string, count: number): Promise<void> {
  for (let from = 1; from <= count; from += batchMax) {
    const size = Math.min(batchMax, count - from + 1)
    const operations = Array.from({ length: size }, (_, index) => taskOf(from + index))
    const data = { operations }
    const answer = await context.request.post('/api/tasks/batch', { data, headers: { origin } })
    if (!answer.ok()) throw new Error(await answer.text())
  }
}

function taskOf(n: number): object {
  const title = `${['Call', 'Write to', 'Meet', 'Thank'][n % 4]} ${['Grace', 'Alan', 'Edsger', 'Barbara'][(n % 5) % 4]} about matter ${n}`
  const days = n % dueTodayEvery === 0 ? 0 : n % dueSoonEvery === 0 ? 1 + (n % 27) : null
  const dueDate = days === null ? null : new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  return { op: 'create', title, due_date: dueDate, tags: [`project-${n % 40}`] }
}

/** A page of the app that is live and has loaded what it loads in time. */
export async function openLive(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(path)
  await page.getByText('Live', { exact: true }).first().waitFor({ state: 'attached', timeout: 60_000 })
  // Somebody is there: then the heavy views come too.
  await page.keyboard.press('Shift')
  await page.waitForFunction(() => performance.getEntriesByName('views-loaded').length > 0)
  return page
}
