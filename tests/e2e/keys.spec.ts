import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { focused, newDay, titles } from './rows.ts'
import { visits } from './visit.ts'

const { member } = visits()

const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

describe('keys', () => {
  it('go to the views and to the fields, and are told by ?', async () => {
    const { page } = await member()
    await page.keyboard.type('gu')
    await heading(page, 'Upcoming')
    await page.keyboard.type('ga')
    await heading(page, 'All tasks')
    await page.keyboard.type('/')
    await heading(page, 'Search')
    await page.getByRole('searchbox').waitFor()
    await page.keyboard.type('gt rent')
    expect(await page.getByRole('searchbox').inputValue()).toBe('gt rent')
    await page.getByRole('searchbox').blur()
    await page.keyboard.type('gs')
    await heading(page, 'Settings')
    await page.keyboard.type('gh')
    await heading(page, 'Activity')
    await page.keyboard.type('gb')
    await heading(page, 'Trash')
    await page.keyboard.type('q')
    const field = page.getByRole('dialog').getByRole('textbox', { name: 'New task' })
    await field.waitFor()
    await page.keyboard.type('jjx')
    expect(await field.inputValue()).toBe('jjx')
    await page.keyboard.press('Escape')
    await field.waitFor({ state: 'detached' })
    await heading(page, 'Trash')
    await page.keyboard.type('?')
    const sheet = page.getByRole('dialog', { name: 'Keys' })
    await sheet.getByText('Go to Upcoming').waitFor()
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
  })

  it('move between tasks, change the one that has the focus, and leave the focus in the list', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent', 'Buy milk', 'Call Grace'])
    await page.keyboard.press('j')
    expect(await focused(page)).toContain('Pay rent')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('j')
    expect(await focused(page)).toContain('Call Grace')
    await page.keyboard.press('k')
    expect(await focused(page)).toContain('Buy milk')
    await page.keyboard.press('1')
    const milk = page.getByRole('article').filter({ hasText: 'Buy milk' })
    await milk.getByText('High priority').waitFor()
    await page.keyboard.press('2')
    await milk.getByText('High priority').waitFor({ state: 'detached' })
    await page.keyboard.press('s')
    await milk.getByText('In progress').waitFor()
    await page.keyboard.press('t')
    await page.getByRole('dialog').getByLabel('Tag').fill('#Home')
    await page.keyboard.press('Enter')
    await milk.getByText('#home').waitFor()
    expect(await focused(page)).toContain('Buy milk')
    await page.keyboard.press('Space')
    await expect.poll(() => titles(page)).toEqual(['Pay rent', 'Call Grace'])
    expect(await focused(page)).toContain('Call Grace')
    await page.keyboard.press('Delete')
    await expect.poll(() => focused(page)).toContain('Pay rent')
    await page.keyboard.press('Space')
    await page.getByText('All done for today.').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('content')
  })

  it('open a task, and the dialog that moves it', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent', 'Buy milk'])
    await page.keyboard.press('j')
    await page.keyboard.press('d')
    await page.getByRole('dialog', { name: 'Move “Pay rent”' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await focused(page)).toContain('Pay rent')
    await page.keyboard.press('d')
    await page.getByRole('dialog').getByRole('button', { name: 'Tomorrow' }).click()
    await expect.poll(() => focused(page)).toContain('Buy milk')
    await page.keyboard.press('e')
    await page.waitForURL('**/tasks/2')
  })

  it('can be switched off where they are single, and the others stay', async () => {
    const ada = await member()
    const { page } = ada
    await page.goto('/settings')
    await page.getByRole('checkbox', { name: /Single letters/ }).uncheck()
    await page.reload()
    await heading(page, 'Settings')
    await page.getByText('Live', { exact: true }).first().waitFor()
    await page.keyboard.type('gu?')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: /^Find a command/ }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/settings')
    expect(await page.getByRole('dialog').count()).toBe(1)
  })

  it('are shown in the menu of a task, which a keyboard walks through', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent'])
    await page.getByRole('button', { name: 'Actions: Pay rent' }).focus()
    await page.keyboard.press('Enter')
    const menu = page.getByRole('menu', { name: 'Actions for “Pay rent”' })
    await menu.getByRole('menuitem', { name: 'Delete' }).getByText('Del', { exact: true }).waitFor()
    expect(await focused(page)).toContain('Complete')
    await page.keyboard.press('Escape')
    await menu.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Actions: Pay rent',
    )
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.getByText('Nothing is due today.').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('content')
  })

  it('keep the focus where the task goes away by another hand', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent', 'Buy milk'])
    await page.keyboard.press('j')
    const headers = { origin: new URL(page.url()).origin }
    await ada.context.request.delete('/api/tasks/1', { headers })
    await expect.poll(() => focused(page)).toContain('Buy milk')
  })
})
