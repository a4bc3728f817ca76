import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newDay, titles } from './rows.ts'
import { password, type Visitor, visits } from './visit.ts'

const { member } = visits()

const picture = (page: Page) => page.locator('#first-sight')
const seen = async (page: Page): Promise<string[]> =>
  picture(page).getByRole('link', { includeHidden: true }).allTextContents()

/** Opens Today where the app never wakes, so that all that is there is what stood in the page at once. */
async function openAsleep({ page, context, expectProblem }: Visitor): Promise<void> {
  expectProblem(/ERR_FAILED/)
  await page.goto('about:blank')
  await context.route('**/_next/static/chunks/**/*.js', (route) => route.abort())
  await page.goto('/today')
}

describe('the first sight of Today', () => {
  it('is what was there last, before the app is awake, and cannot be reached', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent', 'Buy <b>milk</b>'])
    await openAsleep(ada)
    expect(await seen(page)).toEqual(['Pay rent', 'Buy <b>milk</b>'])
    await page.getByText('Pay rent').waitFor()
    expect(await page.locator('#view').isVisible()).toBe(false)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('#first-sight') ?? null)).toBeNull()
  })

  it('gives place to the list', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent'])
    await page.reload()
    await expect.poll(() => titles(page)).toEqual(['Pay rent'])
    await expect.poll(() => picture(page).innerHTML()).toBe('')
    await page.getByRole('button', { name: 'Complete: Pay rent' }).click()
    await page.getByText('All done for today.').waitFor()
  })

  it('is none where Today has changed in another view', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent'])
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.getByRole('heading', { level: 1, name: 'All tasks' }).waitFor()
    await page.getByRole('button', { name: 'Complete: Pay rent' }).click()
    await expect.poll(() => titles(page)).toEqual([])
    await openAsleep(ada)
    expect(await seen(page)).toEqual([])
  })

  it('is kept where another view was shown last, and Today is as it was', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent'])
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.getByRole('heading', { level: 1, name: 'All tasks' }).waitFor()
    await openAsleep(ada)
    expect(await seen(page)).toEqual(['Pay rent'])
  })

  it('stays where the page was left before the list was there', async () => {
    const ada = await member()
    const { page, context } = ada
    await newDay(ada, ['Pay rent'])
    ada.expectProblem(/ERR_FAILED|Failed to load/)
    await page.goto('about:blank')
    // Awake, but with a list that takes its time.
    await context.addInitScript('indexedDB.databases = () => new Promise(() => {})')
    await page.goto('/today')
    await page.getByText('Pay rent').first().waitFor()
    await page.getByRole('complementary').getByText('Ada').waitFor()
    await page.goto('about:blank')
    await openAsleep(ada)
    expect(await seen(page)).toEqual(['Pay rent'])
  })

  it('is none on another day', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent'])
    await page.clock.install({ time: Date.now() + 86_400_000 })
    await openAsleep(ada)
    expect(await seen(page)).toEqual([])
  })

  it('is nobody’s after logging out', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent'])
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL('**/login')
    expect(await page.evaluate(() => localStorage.getItem('todo.sight'))).toBeNull()
    await page.getByLabel('E-mail').fill((await member()).email)
    await page.getByLabel('Password').fill(password)
    await page.getByLabel('Password').press('Enter')
    await page.waitForURL('**/today')
    await page.getByText('Nothing is due today.').waitFor()
    expect(await picture(page).innerHTML()).toBe('')
  })
})
