// `npm run screenshots`: takes the pictures of README and docs anew, on a list of its own. `npm run screenshots today`
// takes those whose name begins so.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemIds } from '@todo/core/system'
import { createPostgresStore } from '@todo/store/postgres'
import { runningPostgresUrl } from '@todo/store/postgres/embedded'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { address, newSite } from '../tests/acceptance/server/server-process.ts'
import { launchBrowser } from '../tests/e2e/chromium.ts'
import { fillList } from './screenshots/list.ts'
import { pictures, type Screen } from './screenshots/pictures.ts'
import { smallPng } from './screenshots/small-png.ts'

const folder = process.env.SCREENSHOTS_DIR ?? join(import.meta.dirname, '../docs/images')
const nora = { email: 'nora@example.org', password: `${systemIds.uuid()}`, name: 'Nora Lindqvist' }
const schemes = ['light', 'dark'] as const

const screens: Record<Screen, BrowserContextOptions> = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
}

async function takeAll(origin: string, browser: Browser, wanted: string): Promise<void> {
  for (const scheme of schemes) {
    for (const screen of ['desktop', 'phone'] as const) {
      const context = await browser.newContext({
        baseURL: origin,
        locale: 'en-GB',
        timezoneId: 'UTC',
        serviceWorkers: 'block',
        reducedMotion: 'reduce',
        colorScheme: scheme,
        ...screens[screen],
      })
      const data = { ...nora, name: undefined, cookie: true }
      await context.request.post('/api/auth/login', { data, headers: { origin } })
      for (const { name, path, act } of pictures.filter((each) => each.screens.includes(screen))) {
        if (!name.startsWith(wanted)) continue
        // A tab of its own: what was open in the one before stays open there.
        const page = await context.newPage()
        await page.goto(path)
        await untilShown(page)
        await act?.(page, { context, screen })
        await page.mouse.move(0, 0)
        await save(page, `${name}-${screen}-${scheme}.png`)
        await page.close()
      }
      await context.close()
    }
  }
}

/** Until the list is there, and all that loads after it. */
async function untilShown(page: Page): Promise<void> {
  await page.getByText('Live', { exact: true }).first().waitFor({ state: 'attached' })
  // Somebody is there: then the heavy views come too.
  await page.keyboard.press('Shift')
  await page.waitForFunction(() => performance.getEntriesByName('views-loaded').length > 0)
  await page.waitForLoadState('networkidle')
}

async function save(page: Page, name: string): Promise<void> {
  const png = smallPng(await page.screenshot({ animations: 'disabled' }))
  writeFileSync(join(folder, name), png)
  process.stdout.write(`${name}: ${Math.round(png.length / 1000)} kB\n`)
}

async function main(wanted = ''): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const site = newSite()
  const browser = await launchBrowser()
  try {
    const origin = await address(site.start({}))
    const { request } = await browser.newContext()
    const answer = await request.post(`${origin}/api/auth/register`, { data: nora })
    const { user } = await answer.json()
    const store = createPostgresStore({ url: runningPostgresUrl(join(site.folder, 'data/postgres')) ?? '' })
    await fillList({ store, userId: user.id }, new Date().toISOString().slice(0, 10))
    await store.close()
    await takeAll(origin, browser, wanted)
  } finally {
    await browser.close()
    await site.clear()
  }
}

await main(process.argv[2])
