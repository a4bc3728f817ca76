import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { commands } from '../../apps/frontend/src/lib/commands/commands.ts'
import { titles } from '../e2e/rows.ts'
import { tasksOf, untilLevel } from '../e2e/server-list.ts'
import { dayFromNow, makeTasks, untilViewsLoaded, visits } from '../e2e/visit.ts'

const { member } = visits()

const seed = Number(process.env.TODO_MONKEY_SEED ?? Math.floor(Math.random() * 2 ** 31))
const seconds = Number(process.env.TODO_MONKEY_SECONDS ?? 60)

/** Says why a request failed that had to: the network was off, or a task was gone. */
const ofNetwork = /ERR_INTERNET_DISCONNECTED|WebSocket|status of 40[049]|status of 422/

/** What ends the session, leaves the site, opens a dialog of the system, or is the account's. */
const untouched = /log out|sign out|delete the account|export|reload|load again/i

const phrases = [
  'Pay rent tomorrow p1 #home',
  'Call Grace',
  'every',
  '<img src=x onerror=alert(1)> today',
  'حليب وخبز today',
  '👩‍👩‍👧 party next fri #family',
  '**bold** [link](javascript:alert(1))',
  '2020-01-02',
  'x'.repeat(210),
  '',
]

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const random = randomFrom(seed)
const oneOf = <Of>(all: readonly Of[]): Of => {
  const one = all[Math.floor(random() * all.length)]
  if (one === undefined) throw new Error('There is nothing to choose from')
  return one
}

const allKeys = commands.flatMap(({ keys }) => keys)

/** Presses a key, unless it would do to what has the focus what is left alone. */
async function press(page: Page, key: string): Promise<void> {
  if (/^(Enter|Space)$/.test(key) && (await isOnUntouched(page))) return
  await page.keyboard.press(key)
}

const isOnUntouched = (page: Page): Promise<boolean> =>
  page.evaluate((untouched) => {
    const { activeElement } = document
    const option = document.getElementById(activeElement?.getAttribute('aria-activedescendant') ?? '')
    const names = [activeElement, option].map(
      (each) => `${each?.getAttribute('aria-label')} ${each?.textContent}`,
    )
    return (
      !activeElement?.matches('body, main') && names.some((name) => new RegExp(untouched, 'i').test(name))
    )
  }, untouched.source)

/** Presses what stands in the registry of commands: one key, or one after the other. */
async function pressOne(page: Page): Promise<string> {
  const keys = oneOf(allKeys)
  for (const key of keys.split(' ')) await press(page, key.replace('Mod', 'Control'))
  return keys
}

/** Clicks one of the controls that can be hit. */
async function clickOne(page: Page): Promise<string> {
  const hit = await page.evaluate(
    ({ share, untouched }) => {
      const isLeft = new RegExp(untouched, 'i')
      const found = [
        ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary'),
      ]
        .filter((element) => {
          const form = location.pathname.startsWith('/settings') ? element.closest('#content form') : null
          const name = `${element.getAttribute('aria-label') ?? ''} ${element.textContent} ${element.title}`
          const isAway = element instanceof HTMLAnchorElement && element.origin !== location.origin
          return !form && !isAway && !isLeft.test(name) && element.getAttribute('type') !== 'file'
        })
        .flatMap((element) => {
          const { left, top, width, height } = element.getBoundingClientRect()
          const at = { x: left + width / 2, y: top + height / 2 }
          const top_ = document.elementFromPoint(at.x, at.y)
          const name = element.getAttribute('aria-label') ?? element.textContent
          return top_ && (element.contains(top_) || top_.contains(element)) ? [{ ...at, name }] : []
        })
      return found[Math.floor(share * found.length)] ?? null
    },
    { share: random(), untouched: untouched.source },
  )
  if (!hit) return 'nothing'
  await page.mouse.click(hit.x, hit.y)
  return `click ${hit.name.slice(0, 40)}`
}

async function type(page: Page): Promise<string> {
  const text = oneOf(phrases)
  const isField = await page.evaluate(() => document.activeElement?.matches('input, textarea') ?? false)
  // Outside of fields each letter would be a key.
  if (!isField) await page.keyboard.press('q')
  await page.keyboard.insertText(text)
  if (random() < 0.6) await press(page, 'Enter')
  return `type ${text.slice(0, 20)}`
}

/** Back and forward among the app's own places. */
const goAlong = async (page: Page): Promise<string> => {
  await page.evaluate((isBack) => {
    if (!isBack) history.forward()
    else if (navigation.currentEntry && navigation.currentEntry.index > 0) history.back()
  }, random() < 0.7)
  return 'along'
}

/** All tasks in their order, as this tab shows them. */
async function shownIn(page: Page): Promise<string[]> {
  await page.bringToFront()
  for (let time = 0; time < 3; time += 1) await page.keyboard.press('Escape')
  await page.evaluate(() => {
    for (const dialog of document.querySelectorAll('dialog[open]')) (dialog as HTMLDialogElement).close()
  })
  await page.getByRole('navigation').getByRole('link', { name: 'All tasks' }).first().click()
  const reset = page.getByRole('button', { name: 'Clear the filter' })
  if (await reset.isVisible()) await reset.click()
  await page.getByLabel('Status', { exact: true }).selectOption('all')
  await page.getByLabel('Sort by').selectOption('title')
  const more = page.getByRole('button', { name: /^Show \d+ more/ })
  while (await more.isVisible()) await page.getByRole('article').last().scrollIntoViewIfNeeded()
  return titles(page)
}

type Hand = { tabs: readonly Page[]; tab: Page; isOffline: boolean }

async function walk({ tab }: Hand): Promise<string> {
  await press(tab, oneOf(['Tab', 'Shift+Tab', 'Escape', 'Enter']))
  return 'walk'
}

async function toggleNetwork(hand: Hand): Promise<string> {
  hand.isOffline = !hand.isOffline
  await hand.tab.context().setOffline(hand.isOffline)
  return hand.isOffline ? 'offline' : 'online'
}

async function changeTab(hand: Hand): Promise<string> {
  hand.tab = oneOf(hand.tabs)
  await hand.tab.bringToFront()
  return 'tab'
}

const chances: readonly ((hand: Hand) => Promise<string>)[] = (
  [
    [30, ({ tab }) => clickOne(tab)],
    [30, ({ tab }) => pressOne(tab)],
    [12, ({ tab }) => type(tab)],
    [8, ({ tab }) => goAlong(tab)],
    [8, walk],
    [6, toggleNetwork],
    [6, changeTab],
  ] as const satisfies [number, (hand: Hand) => Promise<string>][]
).flatMap(([share, act]) => Array.from({ length: share }, () => act))

describe('somebody who tries everything', () => {
  const limit = (seconds + 90) * 1_000

  it(`breaks nothing, and both tabs end as the server (TODO_MONKEY_SEED=${seed})`, {
    timeout: limit,
  }, async () => {
    const ada = await member()
    const { page, context } = ada
    ada.expectProblem(ofNetwork)
    await makeTasks(
      ada,
      Array.from({ length: 12 }, (_, at) => ({
        title: `Task ${at}`,
        due_date: dayFromNow((at % 5) - 1),
        tags: at % 3 === 0 ? ['home'] : [],
      })),
    )
    await untilViewsLoaded(page)
    const tabs = [page, await ada.open('/tasks')]
    for (const tab of tabs) await untilLevel(tab)
    const hand: Hand = { tabs, tab: page, isOffline: false }
    const done: string[] = []
    const until = Date.now() + seconds * 1_000
    while (Date.now() < until) done.push(await oneOf(chances)(hand))
    process.stdout.write(`monkey ${seed}: ${done.length} acts\n`)

    await context.setOffline(false)
    for (const tab of tabs) await tab.keyboard.press('Escape')
    for (const tab of tabs) await untilLevel(tab)
    const shown = [await shownIn(page), await shownIn(tabs[1] ?? page)]
    const kept = (await tasksOf(ada)).map(({ title }) => String(title)).toSorted()
    const last = `The last acts: ${done.slice(-30).join(', ')}`
    for (const names of shown) expect(names.toSorted(), last).toEqual(kept)
  })
})
