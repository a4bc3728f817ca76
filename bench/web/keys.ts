import type { Page } from 'playwright-core'
import { type Figure, type Measured, median } from '../figure.ts'
import { barePage } from './bare.ts'
import { pressAndSee, type Sight, slowedInFront, takeLongTasks } from './probe.ts'
import { addTasks, type Guest, newGuest, openLive, openSite } from './site.ts'

const replicaSize = 10_000
const presses = 40
const frameMs = 1_000 / 60
const longTaskMs = 50

/** One press of a key. `prepare` is not timed, and says what the key is to bring about. */
type Deed = {
  name: string
  path: string
  key: string
  prepare(page: Page, round: number): Promise<Sight>
}

/** Puts the keyboard on the first task of the list, and gives what selects the task. */
async function toFirstTask(page: Page): Promise<string> {
  await page.keyboard.press('Escape')
  const task = page.locator('[data-task]').first()
  await task.locator('a').focus()
  return `[data-task="${await task.getAttribute('data-task')}"]`
}

/** Until what was done before does not weigh on what comes. */
const settle = (page: Page): Promise<void> => page.waitForTimeout(150)

const list = '/tasks?status=open'
const paletteField = '[role=dialog] [role=combobox]'

const deeds: Deed[] = [
  {
    name: 'complete a task',
    path: list,
    key: 'Space',
    prepare: async (page) => {
      const selector = await toFirstTask(page)
      await settle(page)
      return { selector, isGone: true }
    },
  },
  {
    name: 'undo',
    path: list,
    key: 'z',
    prepare: async (page) => {
      const selector = await toFirstTask(page)
      await page.keyboard.press('Space')
      await page.locator(selector).waitFor({ state: 'detached' })
      await settle(page)
      return { selector }
    },
  },
  {
    name: 'edit: set the priority',
    path: list,
    key: '1',
    prepare: async (page) => {
      const selector = await toFirstTask(page)
      await page.keyboard.press('2')
      await page.locator(selector).getByText('High').waitFor({ state: 'detached' })
      await settle(page)
      return { selector, text: 'High' }
    },
  },
  {
    name: 'add a task',
    path: '/today',
    key: 'Enter',
    prepare: async (page, round) => {
      const text = `Fresh ${round + 100} on the list`
      // The list stays as long as it was.
      const before = page.locator('[data-task]').getByText(`Fresh ${round + 99} on the list`)
      if (await before.isVisible()) {
        await page.locator('#content').focus()
        await page.keyboard.press('z')
        await before.waitFor({ state: 'detached' })
      }
      await page.getByRole('textbox', { name: 'New task' }).fill(text)
      await settle(page)
      return { selector: '[data-task]', text }
    },
  },
  {
    name: 'switch views',
    path: '/today',
    key: 'a',
    prepare: async (page) => {
      await page.keyboard.press('g')
      await page.keyboard.press('t')
      await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
      await settle(page)
      await page.keyboard.press('g')
      return { selector: 'h1', text: 'All tasks' }
    },
  },
  {
    name: 'filter a list by what is typed',
    path: '/search',
    key: '7',
    prepare: async (page) => {
      // A thousand tasks, the newest on top, of which the next key leaves a tenth.
      await page.locator('input[type=search]').fill('matter 7')
      await page.locator('[data-task]').getByText('matter 7999').waitFor()
      await settle(page)
      return { selector: '[data-task]', text: 'matter 7999', isGone: true }
    },
  },
  {
    name: 'open the palette',
    path: list,
    key: 'Control+k',
    prepare: async (page) => {
      await page.keyboard.press('Escape')
      await page.locator(paletteField).waitFor({ state: 'detached' })
      await toFirstTask(page)
      await settle(page)
      return { selector: paletteField }
    },
  },
]

let guest: Promise<Guest> | null = null

async function hostGuest(): Promise<Guest> {
  const site = await openSite()
  const made = await newGuest(site)
  await addTasks(made, site.origin, replicaSize)
  return made
}

async function measure({ path, key, prepare }: Deed, rate: number): Promise<Measured> {
  guest ??= hostGuest()
  const { context } = await guest
  const page = await openLive(context, path)
  const bare = await context.newPage()
  await bare.goto(barePage)
  const bringToFront = await slowedInFront([page, bare], rate)
  const [ours, theirs]: [number[], number[]] = [[], []]
  const long: number[] = []
  for (let round = -5; round < presses; round += 1) {
    await bringToFront(bare)
    const bareMs = await pressAndSee(bare, 'a', { selector: '#count', text: String(round + 6) })
    await bringToFront(page)
    const sight = await prepare(page, round)
    await takeLongTasks(page)
    const ms = await pressAndSee(page, key, sight)
    if (round >= 0) {
      ours.push(ms)
      theirs.push(bareMs)
      long.push(...(await takeLongTasks(page)))
    }
  }
  await Promise.all([page.close(), bare.close()])
  const more = (p95(ours) - p95(theirs)) / frameMs
  const single = ours.map((ms, round) => (ms - (theirs[round] ?? ms)) / frameMs)
  const longest = Math.max(0, ...long)
  const told = `frames; ${median(ours).toFixed(0)} ms median, p95 ${p95(ours).toFixed(0)}; longest task ${longest.toFixed(0)} ms`
  return {
    // A task over 50 ms misses the bound, whatever the frames say.
    ratio: longest > longTaskMs ? Math.max(more, longest / frameMs) : more,
    spread: [Math.min(...single), Math.max(...single)],
    rounds: ours.length,
    absolute: told,
  }
}

function p95(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0
}

export const keyFigures: Figure[] = [1, 4].flatMap((rate) =>
  deeds.map((deed) => ({
    name: `${deed.name}, key to frame, 10,000 tasks${rate > 1 ? `, ${rate}-fold slow-down` : ''}`,
    baseline: 'a bare page that changes one text node on the same key',
    bound: { most: rate === 1 ? 1 : 3 },
    measure: () => measure(deed, rate),
  })),
)
