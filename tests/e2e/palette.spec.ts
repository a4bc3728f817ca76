import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { focused, newDay, titles } from './rows.ts'
import { untilViewsLoaded, visits } from './visit.ts'

const { member } = visits()

const field = (page: Page) => page.getByRole('combobox', { name: /^Find a command/ })
const options = (page: Page) => page.getByRole('option')
const active = (page: Page) => page.locator('[role="option"][aria-selected="true"]')

describe('the palette', () => {
  it('finds views, commands, tags and tasks by the beginnings of words, and opens them', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent', 'Plan the trip'])
    await page.keyboard.press('Control+k')
    await field(page).fill('upc')
    await expect
      .poll(() => options(page).allInnerTexts())
      .toEqual([expect.stringContaining('Go to Upcoming')])
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Upcoming' }).waitFor()
    await page.keyboard.press('Control+k')
    await field(page).fill('tri pla')
    await expect.poll(() => options(page).allInnerTexts()).toEqual(['Plan the trip'])
    await page.keyboard.press('Enter')
    await page.waitForURL('**/tasks/2')
    await page.keyboard.press('Control+k')
    await field(page).fill('1')
    await expect.poll(() => options(page).last().textContent()).toBe('Pay rent')
    await field(page).fill('nothing of the kind')
    await page.getByRole('dialog').getByText('Nothing fits.').first().waitFor()
  })

  it('does to the task that had the focus what was chosen, shows its key, and gives the focus back', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent', 'Buy milk'])
    await page.keyboard.type('jj')
    await page.keyboard.press('Control+k')
    await field(page).fill('high')
    expect(await active(page).textContent()).toBe('High priority1')
    await page.keyboard.press('Enter')
    await page.getByRole('article').filter({ hasText: 'Buy milk' }).getByText('High priority').waitFor()
    expect(await focused(page)).toContain('Buy milk')
    await page.keyboard.press('Control+k')
    await field(page).fill('compl')
    await page.keyboard.press('Enter')
    await expect.poll(() => titles(page)).toEqual(['Pay rent'])
    await expect.poll(() => focused(page)).toContain('Pay rent')
  })

  it('is walked through by arrows, closed by Escape and by its own key, and puts first what was used', async () => {
    const ada = await member()
    const { page } = ada
    await untilViewsLoaded(page)
    await page.keyboard.press('Control+k')
    const first = await active(page).textContent()
    await page.keyboard.press('ArrowDown')
    expect(await active(page).textContent()).not.toBe(first)
    expect(await field(page).getAttribute('aria-activedescendant')).toBe(
      await active(page).getAttribute('id'),
    )
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    expect(await active(page).textContent()).toBe(await options(page).last().textContent())
    await page.keyboard.press('Escape')
    await field(page).waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await field(page).fill('trash')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Trash' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('group', { name: 'Recent' }).getByText('Go to Trash').waitFor()
    expect(await active(page).textContent()).toContain('Go to Trash')
    await page.keyboard.press('Control+k')
    await field(page).waitFor({ state: 'detached' })
  })

  it('comes again where its key is pressed in the moment that it was closed', async () => {
    const { page } = await member()
    await untilViewsLoaded(page)
    await page.keyboard.press('Control+k')
    await field(page).fill('trash')
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('[popover][role="dialog"]')?.hidePopover()
      // Nothing had the focus before: the field keeps it until the next frame.
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'k',
          code: 'KeyK',
          ctrlKey: true,
          bubbles: true,
          cancelable: true,
        }),
      )
    })
    await expect.poll(() => field(page).inputValue()).toBe('')
  })

  it('takes what the text says where Enter comes before the hits are shown', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent', 'Plan the trip'])
    await page.keyboard.press('Control+k')
    await field(page).waitFor()
    await field(page).evaluate((element) => {
      if (!(element instanceof HTMLInputElement)) return
      // As a hand does that is faster than the page: both in one turn.
      document.execCommand('insertText', false, 'trash')
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    })
    await page.getByRole('heading', { level: 1, name: 'Trash' }).waitFor()
  })

  it('opens from a field too, and without a request', async () => {
    const { page } = await member()
    await untilViewsLoaded(page)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const line = page.getByRole('textbox', { name: 'New task' })
    await line.fill('Half a thou')
    await page.keyboard.press('Control+k')
    await field(page).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
    expect(await line.inputValue()).toBe('Half a thou')
    expect(asked).toEqual([])
  })
})
