import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { dayFromNow, makeTasks, untilViewsLoaded, type Visitor, visits } from './visit.ts'

const { member } = visits()

const shown = (page: Page): Promise<string[]> =>
  page.getByRole('article').getByRole('link').locator('span:first-child').allInnerTexts()

const tasks = [
  { title: 'Pay rent', due_date: dayFromNow(2), priority: 'high', tags: ['home'] },
  { title: 'Water the plants', due_date: dayFromNow(1), tags: ['home'] },
  { title: 'Write the report', due_date: dayFromNow(9), priority: 'high', tags: ['work'] },
]

async function openLong({ context, page }: Visitor): Promise<void> {
  const operations = Array.from({ length: 250 }, (_, index) => ({ op: 'create', title: `Task ${index}` }))
  const headers = { origin: new URL(page.url()).origin }
  await context.request.post('/api/tasks/batch', { data: { operations }, headers })
  await page.goto('/tasks')
  await page.getByText('250 tasks').waitFor()
}

describe('All tasks', () => {
  it('filters and sorts as the address says, so that an address can be shared', async () => {
    const ada = await member()
    await makeTasks(ada, tasks)
    await ada.page.goto('/tasks?status=open&tag=home&sort=due_date')
    await expect.poll(() => shown(ada.page)).toEqual(['Water the plants', 'Pay rent'])
    expect(await ada.page.getByLabel('Tag', { exact: true }).inputValue()).toBe('home')
    await ada.page.goto('/tasks?priority=high&due=later&status=nonsense')
    await expect.poll(() => shown(ada.page)).toEqual(['Write the report'])
  })

  it('puts the filter into the address without a request, and lets go back to where one came from', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, tasks)
    await untilViewsLoaded(page)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.getByRole('link', { name: 'All tasks' }).first().click()
    await page.getByLabel('Priority').selectOption('High')
    await page.getByLabel('Sort by').selectOption('Title')
    await expect.poll(() => shown(page)).toEqual(['Pay rent', 'Write the report'])
    expect(new URL(page.url()).search).toBe('?priority=high&sort=title')
    await page.getByLabel('Due', { exact: true }).selectOption('Overdue')
    await page.getByText('No task fits this filter.').waitFor()
    await page.getByRole('button', { name: 'Clear the filter' }).click()
    await expect.poll(() => shown(page)).toHaveLength(3)
    expect(asked).toEqual([])
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
  })

  it('folds the filter on a phone, and says how much of it is set', async () => {
    const ada = await member({ viewport: { width: 360, height: 740 } })
    const { page } = ada
    await makeTasks(ada, tasks)
    await page.goto('/tasks?tag=home&sort=title')
    await page.getByRole('article').first().waitFor()
    expect(await page.getByLabel('Priority').isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Filter · 1' }).click()
    await page.getByLabel('Priority').selectOption('High')
    await page.getByRole('button', { name: 'Filter · 2', expanded: true }).waitFor()
    await expect.poll(() => shown(page)).toEqual(['Pay rent'])
  })

  it('is found again at the same place by who goes back to it', async () => {
    const ada = await member()
    const { page } = ada
    await openLong(ada)
    const rows = page.getByRole('article')
    while ((await rows.count()) < 80) await rows.last().scrollIntoViewIfNeeded()
    await rows.nth(70).scrollIntoViewIfNeeded()
    const place = await page.evaluate(() => scrollY)
    expect(place).toBeGreaterThan(1_000)
    await page.keyboard.type('gt')
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
    await page.goBack()
    await page.getByText('250 tasks').waitFor()
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(place)
  })

  it('shows a long list piece by piece', async () => {
    const ada = await member()
    await openLong(ada)
    const rows = ada.page.getByRole('article')
    expect(await rows.count()).toBeLessThan(100)
    for (let count = 0; count < 250; ) {
      count = await rows.count()
      await rows.last().scrollIntoViewIfNeeded()
      if (count < 250) await expect.poll(() => rows.count()).toBeGreaterThan(count)
    }
    expect(await rows.count()).toBe(250)
  })
})
