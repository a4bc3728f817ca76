import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { launchBrowser } from './chromium.ts'

export const password = 'correct horse battery'

/** Somebody with a browser of their own: cookies, storage and cache are not shared. */
export type Visitor = {
  context: BrowserContext
  page: Page
  email: string
  /** Opens another page in the same browser. */
  open(path: string): Promise<Page>
  /** What this browser may say in its console without the test failing. */
  expectProblem(pattern: RegExp): void
}

/**
 * `at`: where the server is; the one that all browser tests share, where it is not said. `args`: what Chromium is
 * started with besides.
 */
export type VisitOptions = BrowserContextOptions & { at?: () => string; args?: readonly string[] }

export type Visits = {
  address: string
  /** Somebody without an account. */
  stranger(options?: BrowserContextOptions): Promise<Visitor>
  /** Somebody with an account of their own, signed in, at `/today`. */
  member(options?: BrowserContextOptions): Promise<Visitor>
  /** Another browser of the same person, signed in. */
  again(visitor: Visitor, options?: BrowserContextOptions): Promise<Visitor>
}

/**
 * Browsers for the tests of a file. After each test all of them are closed, and the test fails where one wrote an
 * error into its console, broke the page's policy, or asked anything of another address.
 *
 * They run no service worker, unless `own` says so: what a test holds back or answers in the server's place would
 * pass it by.
 */
export function visits({ at = () => inject('address'), args, ...own }: VisitOptions = {}): Visits {
  let browser: Browser
  const open: { context: BrowserContext; problems: string[]; expected: RegExp[] }[] = []

  beforeAll(async () => {
    browser = await launchBrowser(args)
  })
  afterAll(() => browser.close())
  afterEach(async () => {
    const closed = open.splice(0)
    for (const { context } of closed) await context.close()
    const problems = closed.flatMap((each) =>
      each.problems.filter((problem) => !each.expected.some((pattern) => pattern.test(problem))),
    )
    expect(problems).toEqual([])
  })

  const visitor = async (email: string, options: BrowserContextOptions = {}): Promise<Visitor> => {
    const address = at()
    const context = await browser.newContext({
      baseURL: address,
      locale: 'en-GB',
      serviceWorkers: 'block',
      ...own,
      ...options,
    })
    const problems: string[] = []
    const expected: RegExp[] = []
    open.push({ context, problems, expected })
    watch(context, address, problems)
    await context.addInitScript(tellViolations)
    return {
      context,
      page: await context.newPage(),
      email,
      async open(path) {
        const page = await context.newPage()
        await page.goto(path)
        return page
      },
      expectProblem: (pattern) => expected.push(pattern),
    }
  }

  const signedIn = async (visitor: Visitor, path: string, body: object): Promise<Visitor> => {
    const answer = await visitor.context.request.post(path, {
      data: { ...body, cookie: true },
      headers: { origin: at() },
    })
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
    await visitor.page.goto('/today')
    await visitor.page.getByText('Live', { exact: true }).first().waitFor({ state: 'attached' })
    return visitor
  }

  return {
    get address() {
      return at()
    },
    stranger: (options) => visitor(`${randomUUID()}@example.org`, options),
    async member(options) {
      const ada = await visitor(`${randomUUID()}@example.org`, options)
      return signedIn(ada, '/api/auth/register', { email: ada.email, password, name: 'Ada' })
    },
    async again({ email }, options) {
      return signedIn(await visitor(email, options), '/api/auth/login', { email, password })
    },
  }
}

/** The browser says nothing of what the page's policy forbade, where the page caught that. */
function tellViolations(): void {
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    console.error(`Content Security Policy: ${violatedDirective} ${blockedURI}`),
  )
}

function watch(context: BrowserContext, address: string, problems: string[]): void {
  context.on('console', (message) => {
    // Playwright says so where it runs no service worker.
    if (message.text().startsWith('Service Worker registration blocked')) return
    if (['error', 'warning'].includes(message.type())) problems.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => problems.push(`page: ${error.error().message}`))
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && url.origin !== address) problems.push(`asked ${request.url()}`)
  })
}

/** The line that becomes a task. */
export async function quickAdd(page: Page, text: string): Promise<void> {
  const line = page.getByRole('textbox', { name: 'New task' })
  await line.fill(text)
  await line.press('Enter')
}

/** Makes tasks as another client would; the page hears of them live. */
export async function makeTasks({ context, page }: Visitor, bodies: readonly object[]): Promise<void> {
  for (const data of bodies) {
    const headers = { origin: new URL(page.url()).origin }
    const answer = await context.request.post('/api/tasks', { data, headers })
    if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`)
  }
}

/** Until the views that are not shown yet are there too, which the browser gets once it has time. */
export async function untilViewsLoaded(page: Page): Promise<void> {
  // Somebody is there: then the heavy views come too.
  await page.keyboard.press('Shift')
  await page.waitForFunction(() => performance.getEntriesByName('views-loaded').length > 0)
  await page.waitForLoadState('networkidle')
}

/** The date so many days after today, in UTC, which is the time zone of a member. */
export const dayFromNow = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** Until the app would open without the server. */
export async function untilKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    while (!navigator.serviceWorker.controller || !(await caches.match('/shell')))
      await new Promise((resolve) => setTimeout(resolve, 50))
  })
}

/** Ends the session of a browser, as another device does. */
export async function endSession(context: BrowserContext): Promise<void> {
  for (const cookie of await context.cookies()) {
    if (cookie.name.endsWith('todo_access')) await context.clearCookies({ name: cookie.name })
    if (cookie.name.endsWith('todo_session')) await context.addCookies([{ ...cookie, value: 'ended' }])
  }
}
