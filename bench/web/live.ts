import type { Page } from 'playwright-core'
import { type Figure, type Measured, median } from '../figure.ts'
import { startWorker } from '../server/processes.ts'
import { expectSight, painted, type Sight } from './probe.ts'
import { addTasks, newBrowser, newGuest, openLive, openSite, signInAgain } from './site.ts'

const rounds = 40
const warmUp = 5
const frameMs = 1_000 / 60

/** Milliseconds from a key in one browser to the frame in another that shows what it brought about. */
async function acrossBrowsers(from: Page, key: string, to: Page, sight: Sight): Promise<number> {
  await expectSight(from, { selector: 'html' })
  await expectSight(to, sight)
  await to.evaluate('todoProbe.start()')
  await from.keyboard.press(key)
  const [{ beganAt }, { at }] = await Promise.all([painted(from), painted(to)])
  return at - beganAt
}

/** Puts the keyboard on the first task, and gives what selects that. */
async function toFirstTask(page: Page): Promise<string> {
  const task = page.locator('[data-task]').first()
  await task.locator('a').focus()
  return `[data-task="${await task.getAttribute('data-task')}"]`
}

async function live(): Promise<Measured> {
  const site = await openSite()
  const guest = await newGuest(site)
  await addTasks(guest, site.origin, 10_000)
  const other = await signInAgain(site, guest)
  const list = '/tasks?status=open'
  const [here, there] = [await openLive(guest.context, list), await openLive(other, list)]
  const { port } = await startWorker('../web/echo.ts').ask<{ port: number }>('start')
  const bareBrowsers = [await newBrowser(site), await newBrowser(site)]
  const [bareHere, bareThere] = await Promise.all(
    bareBrowsers.map(async (context) => {
      const page = await context.newPage()
      await page.goto(`http://127.0.0.1:${port}/`)
      await page.getByText('open', { exact: true }).waitFor()
      return page
    }),
  )
  if (!bareHere || !bareThere) throw new Error('There is no bare page')
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = -warmUp; round < rounds; round += 1) {
    const bareSight = { selector: '#count', text: String(round + warmUp + 1) }
    const bareMs = await acrossBrowsers(bareHere, 'a', bareThere, bareSight)
    const selector = await toFirstTask(here)
    await here.waitForTimeout(150)
    const ms = await acrossBrowsers(here, 'Space', there, { selector, isGone: true })
    if (round < 0) continue
    theirs.push(bareMs)
    ours.push(ms)
  }
  await Promise.all([guest.context, other, ...bareBrowsers].map((context) => context.close()))
  const less = ours.map((ms) => ms - frameMs)
  const ratios = less.map((ms, round) => ms / (theirs[round] ?? ms))
  return {
    ratio: median(less) / median(theirs),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    rounds,
    absolute: `without one frame; ${median(ours).toFixed(0)} ms`,
  }
}

export const liveFigures: Figure[] = [
  {
    name: 'a key in one browser to the frame in another, 10,000 tasks',
    baseline: 'a bare `ws` server that sends on what it gets',
    bound: { most: 3 },
    measure: live,
  },
]
