import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { focused, newDay, titles } from './rows.ts'
import { tasksOf } from './server-list.ts'
import { finger } from './touch.ts'
import { dayFromNow, visits } from './visit.ts'

const { member } = visits()

const bar = (page: Page) => page.getByRole('region', { name: 'Selected tasks' })
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const names = ['Pay rent', 'Buy milk', 'Call Grace', 'Read', 'Sleep']

/** The history, as the server has it: how many operations, and how many tasks the last one touched. */
async function lastOperation(page: Page): Promise<{ count: number; tasks: number }> {
  const { operations } = await (await page.request.get('/api/history?limit=50')).json()
  return { count: operations.length, tasks: operations[0].events.length }
}

describe('several tasks at once', () => {
  it('are selected by x, changed by one operation, and taken back by one undo', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, names)
    await page.keyboard.type('jxjjx')
    await bar(page).getByText('2 selected').last().waitFor()
    await page.getByRole('status').getByText('2 selected').waitFor({ state: 'attached' })
    await bar(page).getByRole('button', { name: 'Complete' }).click()
    await expect.poll(() => titles(page)).toEqual(['Buy milk', 'Read', 'Sleep'])
    expect(await bar(page).count()).toBe(0)
    await expect.poll(() => lastOperation(page)).toEqual({ count: 6, tasks: 2 })
    await expect.poll(() => focused(page)).not.toBe('')
    await page.keyboard.press('z')
    await expect.poll(() => titles(page)).toEqual(names)
  })

  it('are selected by Ctrl A and no more by Escape', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, names)
    await page.keyboard.press('Control+a')
    await bar(page).getByText('5 selected').last().waitFor()
    await page.keyboard.press('Escape')
    await bar(page).waitFor({ state: 'detached' })
    await page.keyboard.press('Control+a')
    await page.keyboard.type('gu')
    await bar(page).waitFor({ state: 'detached' })
  })

  it('are selected by shift click and by the boxes beside the rows', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, names)
    await page.getByRole('checkbox', { name: 'Select: Buy milk' }).check()
    await page.getByRole('link', { name: 'Read' }).click({ modifiers: ['Shift'] })
    await bar(page).getByText('3 selected').last().waitFor()
    expect(new URL(page.url()).pathname).toBe('/today')
    expect(await page.getByRole('checkbox', { name: 'Select: Call Grace' }).isChecked()).toBe(true)
    await page.getByRole('checkbox', { name: 'Select: Call Grace' }).uncheck()
    await bar(page).getByText('2 selected').last().waitFor()
    await bar(page).getByRole('button', { name: 'Delete' }).click()
    await expect.poll(() => titles(page)).toEqual(['Pay rent', 'Call Grace', 'Sleep'])
  })

  it('get a tag, a priority and a day, each by one operation', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, names.slice(0, 3))
    await page.keyboard.press('Control+a')
    await bar(page).getByRole('button', { name: 'Tag' }).click()
    await page.getByRole('dialog', { name: 'Add a tag to 3 tasks' }).getByLabel('Tag').fill('home')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('#content').getByText('#home').count()).toBe(3)
    await bar(page).getByRole('button', { name: 'Priority' }).click()
    await page.getByRole('menuitem', { name: 'High priority' }).click()
    await expect.poll(() => page.locator('#content').getByText('High priority').count()).toBe(3)
    await bar(page).getByRole('button', { name: 'Move' }).click()
    await page.getByRole('dialog', { name: 'Move 3 tasks' }).getByRole('button', { name: 'Tomorrow' }).click()
    await page.getByText('Nothing is due today.').waitFor()
    await expect.poll(() => lastOperation(page)).toEqual({ count: 6, tasks: 3 })
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('content')
    for (let count = 0; count < 3; count += 1) await page.keyboard.press('z')
    await expect.poll(() => titles(page)).toEqual(names.slice(0, 3))
    await expect.poll(() => page.locator('#content').getByText('#home').count()).toBe(0)
    // What is seen at once is sent then.
    const days = async () => (await tasksOf(ada)).map(({ due_date }) => due_date)
    await expect.poll(days).toEqual(Array(3).fill(dayFromNow(0)))
  })

  it.each([
    { order: 'made by hand', path: '/today' },
    { order: 'by another rule', path: '/tasks?sort=title' },
  ])('are selected on a phone by a finger that holds them, in an order $order', async ({ path }) => {
    const ada = await member(phone)
    const { page } = ada
    await newDay(ada, names.slice(0, 3))
    await page.goto(path)
    const touch = await finger(page)
    const hold = async (title: string): Promise<void> => {
      await touch.down(page.getByRole('article').filter({ hasText: title }).getByRole('link'))
      await page.locator('[data-held]').waitFor({ state: 'attached' })
      await touch.up()
    }
    await hold('Pay rent')
    await bar(page).getByText('1', { exact: true }).waitFor()
    await hold('Buy milk')
    await bar(page).getByText('2', { exact: true }).waitFor()
    await hold('Pay rent')
    await bar(page).getByText('1', { exact: true }).waitFor()
    expect(new URL(page.url()).pathname).toBe(new URL(path, page.url()).pathname)
    await bar(page).getByRole('button', { name: 'Complete' }).tap()
    await expect
      .poll(async () => (await tasksOf(ada)).filter(({ status }) => status === 'done'))
      .toHaveLength(1)
  })

  it('are selected on a phone by the menu, and then by boxes of 44 pixels', async () => {
    const ada = await member(phone)
    const { page } = ada
    await newDay(ada, names.slice(0, 2))
    expect(await page.getByRole('checkbox').count()).toBe(0)
    await page.getByRole('button', { name: 'Actions: Pay rent' }).tap()
    await page.getByRole('menuitem', { name: 'Select' }).tap()
    // One box in the place of the other.
    expect(await page.getByRole('button', { name: 'Complete: Buy milk' }).count()).toBe(0)
    await page.getByRole('checkbox', { name: 'Select: Buy milk' }).tap()
    await bar(page).getByText('2', { exact: true }).waitFor()
    for (const button of await bar(page).getByRole('button').all()) {
      const box = await button.boundingBox()
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44)
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await bar(page).getByRole('button', { name: 'Complete' }).tap()
    await page.getByText('All done for today.').waitFor()
  })
})
