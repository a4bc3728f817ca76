import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { dayFromNow, makeTasks, type Visitor, visits } from './visit.ts'

const { member } = visits()

async function due({ context }: Visitor): Promise<unknown> {
  return (await (await context.request.get('/api/tasks/1')).json()).task.due_date
}

/** The day that has the focus, in the grid of days. */
const day = (page: Page): Promise<string | undefined> =>
  page.evaluate(() =>
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset.date : '',
  )

async function atDialog(due_date: string | null, options = {}): Promise<Visitor> {
  const ada = await member(options)
  await makeTasks(ada, [{ title: 'Pay rent', due_date }])
  await ada.page.goto('/tasks/1')
  await ada.page.getByRole('button', { name: /^Due/ }).click()
  await ada.page.getByRole('grid').waitFor()
  return ada
}

describe('the day that a task is due on', () => {
  it('is chosen on the calendar by keys alone', async () => {
    const ada = await atDialog('2030-05-31')
    const { page } = ada
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => day(page)).toBe('2030-05-31')
    for (const [key, date] of [
      ['ArrowRight', '2030-06-01'],
      ['ArrowUp', '2030-05-25'],
      ['ArrowLeft', '2030-05-24'],
      ['ArrowDown', '2030-05-31'],
      ['PageDown', '2030-06-30'],
      ['PageUp', '2030-05-30'],
      ['Home', '2030-05-27'],
      ['End', '2030-06-02'],
      ['Shift+PageDown', '2031-06-02'],
    ] as const) {
      await page.keyboard.press(key)
      await expect.poll(() => day(page), { message: key }).toBe(date)
    }
    await page.getByRole('heading', { name: 'June 2031' }).waitFor()
    expect(await page.locator('[role=grid] [tabindex="0"]').count()).toBe(1)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => due(ada)).toBe('2031-06-02')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-haspopup')))
      .toBe('dialog')
  })

  it('is chosen in words, and what is not understood says so', async () => {
    const ada = await atDialog(null)
    const { page } = ada
    await page.keyboard.type('in 3 dys')
    await page.keyboard.press('Enter')
    await page.getByText('This is not understood as a day.').waitFor()
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('ays')
    expect(await page.locator('[aria-selected=true]').getAttribute('data-date')).toBe(dayFromNow(3))
    await page.keyboard.press('Enter')
    await expect.poll(() => due(ada)).toBe(dayFromNow(3))
  })

  it('can be taken away', async () => {
    const ada = await atDialog(dayFromNow(1))
    const { page } = ada
    await page.getByRole('dialog').getByRole('button', { name: 'No date' }).click()
    await expect.poll(() => due(ada)).toBe(null)
    await page.getByRole('button', { name: /^Due/ }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Tomorrow/ })
      .click()
    await expect.poll(() => due(ada)).toBe(dayFromNow(1))
    await page.getByRole('button', { name: 'Remove the date' }).click()
    await expect.poll(() => due(ada)).toBe(null)
  })

  it('is on the same calendar where a list moves a task', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Call Grace', due_date: dayFromNow(3) }])
    await page.goto('/upcoming')
    await page.getByRole('button', { name: 'Actions: Call Grace' }).click()
    await page.getByRole('menuitem', { name: 'Move to another day' }).click()
    await page.getByRole('grid').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press(' ')
    await expect.poll(() => due(ada)).toBe(dayFromNow(4))
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Call Grace')
  })

  it('stands in weeks that begin as the locale has it, or as the person does', async () => {
    const ada = await atDialog('2030-05-31', { locale: 'en-US' })
    const { page } = ada
    const first = () => page.getByRole('columnheader').first().textContent()
    expect(await first()).toBe('Sun')
    await page.goto('/settings')
    await page.getByRole('combobox', { name: /^Weeks begin on/ }).selectOption('saturday')
    await page.goto('/tasks/1')
    await page.getByRole('button', { name: /^Due/ }).click()
    await page.getByRole('grid').waitFor()
    await expect.poll(first).toBe('Sat')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Home')
    await expect.poll(() => day(page)).toBe('2030-05-25')
  })

  it('brings up no keyboard on a touch screen, where the calendar has the focus', async () => {
    const { page } = await atDialog('2030-05-31', {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    })
    await expect.poll(() => day(page)).toBe('2030-05-31')
  })
})
