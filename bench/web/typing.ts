import type { Page } from 'playwright-core'
import type { Figure, Measured } from '../figure.ts'
import { bareField } from './bare.ts'
import { slowedInFront } from './probe.ts'
import { addTasks, newGuest, openLive, openSite } from './site.ts'

const text = 'Pay the rent of the flat in town on friday p1 #home #money every month'
const rounds = 7
const betweenKeysMs = 60

/** Types a line, and gives how many frames were left out meanwhile. */
async function droppedFrames(page: Page): Promise<number> {
  await page.evaluate('todoProbe.watchFrames()')
  await page.keyboard.type(text, { delay: betweenKeysMs })
  return page.evaluate<number>('todoProbe.takeDropped()')
}

async function typing(rate: number): Promise<Measured> {
  const site = await openSite()
  const guest = await newGuest(site)
  await addTasks(guest, site.origin, 10_000)
  const page = await openLive(guest.context, '/today')
  const bare = await guest.context.newPage()
  await bare.goto(bareField)
  const bringToFront = await slowedInFront([page, bare], rate)
  const more: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    await bringToFront(bare)
    await bare.locator('#field').fill('')
    const theirs = await droppedFrames(bare)
    await bringToFront(page)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('q')
    await page.getByRole('dialog').getByRole('textbox').waitFor()
    await page.waitForTimeout(300)
    const ours = await droppedFrames(page)
    await page.getByRole('dialog').getByRole('textbox').fill('')
    if (round >= 0) more.push(ours - theirs)
  }
  await guest.context.close()
  const sum = more.reduce((all, each) => all + each, 0)
  return {
    // For each line: what is lost by chance on either side goes up and down.
    ratio: Math.max(0, sum / rounds),
    spread: [Math.min(...more), Math.max(...more)],
    rounds,
    absolute: `frames more dropped in a line of ${text.length} keys`,
  }
}

export const typingFigures: Figure[] = [1, 4].map((rate) => ({
  name: `typing in quick add, 10,000 tasks${rate > 1 ? `, ${rate}-fold slow-down` : ''}`,
  baseline: 'a bare field that shows its text again',
  bound: { most: 0.5 },
  measure: () => typing(rate),
}))
