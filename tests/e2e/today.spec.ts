import { describe, expect, it } from 'vitest'
import { quickAdd, visits } from './visit.ts'

const { member, again } = visits()

describe('Today', () => {
  it('shows what was added at once, and live in another browser', async () => {
    const ada = await member()
    const elsewhere = await again(ada)
    await quickAdd(ada.page, 'Pay rent p1 #home')
    for (const { page } of [ada, elsewhere]) {
      const task = page.getByRole('article').filter({ hasText: 'Pay rent' })
      await task.getByText('High priority').waitFor()
      await task.getByText('#home').waitFor()
    }
    await elsewhere.page.getByRole('button', { name: 'Complete: Pay rent' }).click()
    await ada.page.getByText('Done today (1)').waitFor()
    await ada.page.getByText('All done for today.').waitFor()
  })

  it('puts what is late first, and leaves out what is due later', async () => {
    const { page } = await member()
    await quickAdd(page, 'Book the train')
    await quickAdd(page, 'Renew the passport 2020-01-02')
    await quickAdd(page, 'Plan the trip in 3 days')
    const titles = page.getByRole('article').getByRole('link')
    await expect.poll(() => titles.count()).toBe(2)
    await expect
      .poll(() => titles.allInnerTexts())
      .toEqual([expect.stringContaining('Renew the passport'), expect.stringContaining('Book the train')])
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(['Overdue', 'Today'])
  })

  it('keeps the field ready for the next task, and says what was added to those who cannot see it', async () => {
    const { page } = await member()
    await quickAdd(page, 'Buy milk')
    await page.getByRole('status').getByText('Added: Buy milk').waitFor({ state: 'attached' })
    expect(await page.getByRole('textbox', { name: 'New task' }).inputValue()).toBe('')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  })
})
