import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { dayFromNow, makeTasks, visits } from './visit.ts'

const { member } = visits()

const headings = (page: Page): Promise<string[]> => page.getByRole('heading', { level: 2 }).allInnerTexts()

describe('Upcoming', () => {
  it('has a heading for each day with tasks, and puts free days together', async () => {
    const ada = await member()
    await makeTasks(ada, [
      { title: 'Call Grace', due_date: dayFromNow(1) },
      { title: 'Plan the trip', due_date: dayFromNow(5) },
      { title: 'Far away', due_date: dayFromNow(60) },
      { title: 'Due today', due_date: dayFromNow(0) },
    ])
    await ada.page.goto('/upcoming')
    await ada.page.getByRole('article').nth(1).waitFor()
    expect(await ada.page.getByRole('article').allInnerTexts()).toEqual(['Call Grace', 'Plan the trip'])
    expect(await headings(ada.page)).toEqual([expect.stringMatching(/^Tomorrow · /), expect.any(String)])
    await ada.page.getByText('· 3 days free').waitFor()
    await ada.page.getByText('· 23 days free').waitFor()
  })

  it('moves a task to another day by its menu and by keys, says so, and keeps the focus on it', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Call Grace', due_date: dayFromNow(3) }])
    await page.goto('/upcoming')
    await page.getByRole('button', { name: 'Actions: Call Grace' }).click()
    await page.getByRole('menuitem', { name: 'Move to another day' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Tomorrow' }).click()
    await expect.poll(() => headings(page)).toEqual([expect.stringMatching(/^Tomorrow · /)])
    await page.getByRole('status').getByText('Moved “Call Grace”: Tomorrow').waitFor({ state: 'attached' })
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Call Grace')

    await page.keyboard.press('Alt+Shift+ArrowDown')
    await expect.poll(() => headings(page)).toEqual([expect.not.stringMatching(/^Tomorrow/)])
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Call Grace')
    await page.keyboard.press('Alt+Shift+ArrowUp')
    await expect.poll(() => headings(page)).toEqual([expect.stringMatching(/^Tomorrow · /)])
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Call Grace')
    await page.keyboard.press('Alt+Shift+ArrowUp')
    await page.getByText('Nothing is planned for the next four weeks.').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('content')
  })
})
