import type { CDPSession, Page } from 'playwright-core'
import { type Figure, type Measured, median } from '../figure.ts'
import { addTasks, newGuest, openLive, openSite } from './site.ts'

/** Somebody who does something each six seconds does this many things in an hour. */
const actsInAnHour = 600
const parts = 6

/** What is done over and over: each leaves the list as it was but for its history. */
const acts: ((page: Page, round: number) => Promise<void>)[] = [
  async (page) => {
    await page.keyboard.type('ga')
    await page.getByRole('heading', { level: 1, name: 'All tasks' }).waitFor()
  },
  async (page) => {
    await page.locator('[data-task] a').first().focus()
    await page.keyboard.press('Space')
  },
  (page) => page.keyboard.press('z'),
  async (page) => {
    await page.keyboard.press('Control+k')
    await page.locator('[role=dialog] [role=combobox]').fill('matter 77')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  },
  async (page) => {
    await page.locator('[data-task] a').first().focus()
    await page.keyboard.press('1')
    await page.keyboard.press('2')
  },
  async (page) => {
    await page.keyboard.type('gt')
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
  },
  async (page, round) => {
    await page.keyboard.press('q')
    await page.getByRole('dialog').getByRole('textbox').fill(`Fresh ${round} tomorrow`)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  },
  async (page) => {
    await page.keyboard.type('gu')
    await page.getByRole('heading', { level: 1, name: 'Upcoming' }).waitFor()
  },
]

async function heapBytes(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  return (await cdp.send('Runtime.getHeapUsage')).usedSize
}

async function memory(): Promise<Measured> {
  const site = await openSite()
  const guest = await newGuest(site)
  await addTasks(guest, site.origin, 10_000)
  const page = await openLive(guest.context, '/today')
  const cdp = await guest.context.newCDPSession(page)
  const heaps: number[] = []
  // The first part warms up: views, caches and the history of what can be undone fill to what they may hold.
  for (let part = 0; part <= parts; part += 1) {
    for (let act = 0; act < actsInAnHour / parts; act += 1)
      await acts[act % acts.length]?.(page, part * actsInAnHour + act)
    await page.waitForTimeout(1_000)
    heaps.push(await heapBytes(cdp))
  }
  await guest.context.close()
  const [first = 0, ...later] = heaps
  const ratios = later.map((bytes) => bytes / first)
  return {
    ratio: median(later.slice(-2)) / first,
    spread: [Math.min(...ratios), Math.max(...ratios)],
    rounds: parts,
    absolute: `${(median(later.slice(-2)) / 1e6).toFixed(0)} MB; ${heaps.map((bytes) => (bytes / 1e6).toFixed(1)).join(', ')}`,
  }
}

export const memoryFigures: Figure[] = [
  {
    name: `memory with 10,000 tasks after an hour of use (${actsInAnHour} acts)`,
    baseline: 'the same page after ten minutes',
    bound: { most: 1.1 },
    measure: memory,
  },
]
