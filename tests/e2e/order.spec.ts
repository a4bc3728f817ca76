import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { focused, newDay, titles } from './rows.ts'
import { finger } from './touch.ts'
import { dayFromNow, makeTasks, visits } from './visit.ts'

const { member } = visits()

const row = (page: Page, title: string): Locator => page.getByRole('article').filter({ hasText: title })

/** Drags by the mouse, and lets go above (or below) the middle of another row. */
async function drag(page: Page, from: Locator, to: Locator, where: 'above' | 'below' | 'on'): Promise<void> {
  const start = await from.boundingBox()
  if (!start) throw new Error('There is nothing to drag')
  await page.mouse.move(start.x + 100, start.y + 12)
  await page.mouse.down()
  await page.mouse.move(start.x + 110, start.y + 20)
  // Days that are free make room only now.
  const end = await to.boundingBox()
  if (!end) throw new Error('There is nothing to drop it on')
  const offset = { above: 4, on: end.height / 2, below: end.height - 4 }[where]
  await page.mouse.move(end.x + Math.min(100, end.width / 2), end.y + offset, { steps: 6 })
}

describe('the order by hand', () => {
  it('is set by Alt and arrows; the focus goes along, and it is said', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['One', 'Two', 'Three'])
    await page.keyboard.type('jjj')
    await page.keyboard.press('Alt+ArrowUp')
    await expect.poll(() => titles(page)).toEqual(['One', 'Three', 'Two'])
    expect(await focused(page)).toBe('Three')
    await page.getByRole('status').getByText('Moved “Three”: 2 of 3').waitFor({ state: 'attached' })
    await page.keyboard.press('Alt+ArrowUp')
    await expect.poll(() => titles(page)).toEqual(['Three', 'One', 'Two'])
    await page.keyboard.press('Alt+ArrowUp')
    await page.getByRole('status').getByText('It is the first one').waitFor({ state: 'attached' })
    await page.keyboard.press('Alt+ArrowDown')
    await expect.poll(() => titles(page)).toEqual(['One', 'Three', 'Two'])
    expect(await focused(page)).toBe('Three')
    await page.reload()
    await page.getByRole('article').nth(2).waitFor()
    expect(await titles(page)).toEqual(['One', 'Three', 'Two'])
  })

  it('moves all that are selected together, and one undo takes it back', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['One', 'Two', 'Three', 'Four'])
    await page.keyboard.type('jjxjjx')
    await page.keyboard.press('Alt+ArrowUp')
    await expect.poll(() => titles(page)).toEqual(['Two', 'Four', 'One', 'Three'])
    await page.keyboard.press('z')
    await expect.poll(() => titles(page)).toEqual(['One', 'Two', 'Three', 'Four'])
  })

  it('is not offered where the list is sorted otherwise', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['One', 'Two'])
    await page.goto('/tasks')
    await page.getByRole('article').nth(1).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Alt+ArrowDown')
    await page.getByRole('status').getByText('This list is sorted otherwise.').waitFor({ state: 'attached' })
    await drag(page, row(page, 'Two'), row(page, 'One'), 'below')
    expect(await page.locator('[data-dragging]').count()).toBe(0)
    await page.mouse.up()
    await page.goto('/tasks?sort=position')
    await page.getByRole('article').nth(1).waitFor()
    const before = await titles(page)
    await page.keyboard.press('j')
    await page.keyboard.press('Alt+ArrowDown')
    await expect.poll(() => titles(page)).toEqual(before.toReversed())
  })

  it('is set by dragging with the mouse; Escape lets go of it', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['One', 'Two', 'Three', 'Four'])
    await drag(page, row(page, 'Four'), row(page, 'Two'), 'above')
    await page.mouse.up()
    await expect.poll(() => titles(page)).toEqual(['One', 'Four', 'Two', 'Three'])
    expect(new URL(page.url()).pathname).toBe('/today')
    // What is put back where it was is not opened by that.
    await drag(page, row(page, 'Two'), row(page, 'Two'), 'on')
    await page.mouse.up()
    expect(new URL(page.url()).pathname).toBe('/today')
    await drag(page, row(page, 'One'), row(page, 'Three'), 'below')
    await page.keyboard.press('Escape')
    expect(await page.locator('[data-dragging]').count()).toBe(0)
    await page.mouse.up()
    await drag(page, row(page, 'Four'), row(page, 'Three'), 'below')
    await page.mouse.up()
    await expect.poll(() => titles(page)).toEqual(['One', 'Two', 'Three', 'Four'])
    await page.keyboard.press('z')
    await expect.poll(() => titles(page)).toEqual(['One', 'Four', 'Two', 'Three'])
  })

  it('is set by a finger that holds a row for a moment', async () => {
    const ada = await member({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
    const { page } = ada
    await newDay(ada, ['One', 'Two', 'Three'])
    const touch = await finger(page)
    await touch.down(row(page, 'One').getByRole('link'))
    await page.locator('[data-dragging]').waitFor({ state: 'attached' })
    await touch.move(0, 100)
    await touch.up()
    await expect.poll(() => titles(page)).toEqual(['Two', 'Three', 'One'])
    expect(new URL(page.url()).pathname).toBe('/today')
  })
})

describe('dragging on Upcoming', () => {
  it('moves a task to another day, to a place there, and to a day that was free', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [
      { title: 'Call Grace', due_date: dayFromNow(1) },
      { title: 'Plan the trip', due_date: dayFromNow(5) },
      { title: 'Pack', due_date: dayFromNow(5) },
    ])
    await page.goto('/upcoming')
    await page.getByRole('article').nth(2).waitFor()
    await drag(page, row(page, 'Call Grace'), row(page, 'Pack'), 'above')
    await page.mouse.up()
    await expect.poll(() => titles(page)).toEqual(['Plan the trip', 'Call Grace', 'Pack'])
    await expect.poll(() => page.getByRole('heading', { level: 2 }).count()).toBe(1)
    await page
      .getByRole('status')
      .getByText(/^Moved “Call Grace”: /)
      .waitFor({ state: 'attached' })

    await drag(page, row(page, 'Pack'), page.locator(`[data-drop-day="${dayFromNow(2)}"]`), 'on')
    await page.mouse.up()
    await expect.poll(() => titles(page)).toEqual(['Pack', 'Plan the trip', 'Call Grace'])
    const due = async () => (await (await page.request.get('/api/tasks/3')).json()).task.due_date
    await expect.poll(due).toBe(dayFromNow(2))
    await page.keyboard.press('z')
    await expect.poll(() => titles(page)).toEqual(['Plan the trip', 'Call Grace', 'Pack'])
  })
})
