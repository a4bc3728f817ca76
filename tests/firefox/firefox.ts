import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'

/** Somebody with a browser of their own. */
export type FirefoxVisitor = {
  context: BrowserContext
  /** Opens a page and goes to a path. */
  open(path: string): Promise<Page>
  /** What this browser may say in its console without the test failing. */
  expectProblem(pattern: RegExp): void
}

/** Firefox of the system, which is spoken to by WebDriver BiDi. */
function firefoxPath(): string {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const paths = folders.flatMap((folder) => ['firefox', 'firefox-esr'].map((name) => join(folder, name)))
  const found = paths.find((path) => existsSync(path))
  if (found === undefined) throw new Error('There is no Firefox: run tests/firefox/setup')
  return found
}

/** Browsers for the tests of a file; a test fails where one wrote an error or a warning into its console. */
export function firefoxVisits(at: () => string): { stranger(): Promise<FirefoxVisitor> } {
  let browser: Browser
  const open: { context: BrowserContext; problems: string[]; expected: RegExp[] }[] = []

  beforeAll(async () => {
    browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: firefoxPath(),
      headless: true,
      extraPrefsFirefox: { 'intl.accept_languages': 'en-GB', 'intl.locale.requested': 'en-GB' },
    })
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

  return {
    async stranger() {
      const context = await browser.createBrowserContext()
      const problems: string[] = []
      const expected: RegExp[] = []
      open.push({ context, problems, expected })
      return {
        context,
        async open(path) {
          const page = await context.newPage()
          page.on('console', (message) => {
            if (['error', 'warn'].includes(message.type())) problems.push(`console: ${message.text()}`)
          })
          page.on('pageerror', (error) => problems.push(`page: ${String(error)}`))
          page.setDefaultTimeout(10_000)
          await page.setViewport({ width: 1280, height: 800 })
          await page.goto(new URL(path, at()).href)
          return page
        },
        expectProblem: (pattern) => expected.push(pattern),
      }
    },
  }
}
