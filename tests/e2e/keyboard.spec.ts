import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { titles } from './rows.ts'
import { tasksOf, untilLevel } from './server-list.ts'
import { dayFromNow, password, untilViewsLoaded, visits } from './visit.ts'

const { stranger } = visits()

/** What has the focus: its name, or its text. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document
    if (activeElement === document.body || activeElement === null) return 'nothing'
    return activeElement.getAttribute('aria-label') ?? activeElement.textContent ?? ''
  })

/** Goes on by Tab until something of this name has the focus. */
async function tabTo(page: Page, name: RegExp, back = false): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    if (name.test(await focused(page))) return
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
  }
  throw new Error(`Tab does not lead to ${name}`)
}

describe('somebody without a pointer', () => {
  it('signs in, plans, changes, finds, sets and signs out, and always knows where they are', async () => {
    const ada = await stranger()
    const { page, email } = ada
    const keys = page.keyboard
    /** Presses a key, waits for what it does, and looks where the focus is. */
    const press = async (key: string, done: () => Promise<unknown> = async () => {}): Promise<void> => {
      if (key.length > 1 && !/^[gk] ?/.test(key)) await keys.press(key)
      else await keys.type(key)
      await done()
      await expect.poll(() => focused(page), { message: `the focus after ${key}` }).not.toBe('nothing')
    }
    const shown = (names: string[]) => () => expect.poll(() => titles(page)).toEqual(names)
    const heading = (name: string) => () => page.getByRole('heading', { level: 1, name }).waitFor()
    const dialog = (state: 'visible' | 'detached') => () => page.getByRole('dialog').waitFor({ state })

    await page.goto('/register')
    await keys.press('Tab')
    const field = (label: string) =>
      expect.poll(() => page.getByLabel(label).evaluate((each) => each === document.activeElement))
    for (let step = 0; step < 9; step += 1) {
      if (await page.getByLabel('Name').evaluate((each) => each === document.activeElement)) break
      await keys.press('Tab')
    }
    await keys.type('Ada')
    await keys.press('Tab')
    await field('E-mail').toBe(true)
    await keys.type(email)
    await keys.press('Tab')
    await field('Password').toBe(true)
    await keys.type(password)
    await keys.press('Enter')
    await page.waitForURL('**/today')
    await untilLevel(page)
    await untilViewsLoaded(page)

    // Adding.
    await press('q', dialog('visible'))
    for (const line of ['Pay rent today p1', 'Buy milk today', 'Call Grace today']) {
      await keys.type(line)
      await keys.press('Enter')
    }
    await press('Escape', dialog('detached'))
    await shown(['Pay rent', 'Buy milk', 'Call Grace'])()

    // Moving about, completing and undo.
    await press('j')
    expect(await focused(page)).toContain('Pay rent')
    await press('Space', shown(['Buy milk', 'Call Grace']))
    await press('z', shown(['Pay rent', 'Buy milk', 'Call Grace']))

    // Editing.
    for (let step = 0; step < 3; step += 1) await press('k')
    await expect.poll(() => focused(page)).toContain('Pay rent')
    await press('e', () => page.getByRole('textbox', { name: 'Title' }).waitFor())
    await keys.press('Control+a')
    await keys.type('Pay the rent')
    await press('Escape', () =>
      page.getByRole('region', { name: 'Open task' }).waitFor({ state: 'detached' }),
    )
    await shown(['Pay the rent', 'Buy milk', 'Call Grace'])()
    expect(await focused(page)).toContain('Pay the rent')

    // Another day, by key and by the dialog.
    await press('Alt+Shift+ArrowDown', shown(['Buy milk', 'Call Grace']))
    await press('d', dialog('visible'))
    await keys.type('in 3 days')
    await press('Enter', dialog('detached'))
    await shown(['Call Grace'])()

    // Several at once.
    const selected = page.getByRole('region', { name: 'Selected tasks' }).getByText('2 selected')
    await press('ga', shown(['Call Grace', 'Buy milk', 'Pay the rent']))
    await press('j')
    await press('x')
    await press('j')
    await press('x', () => selected.waitFor())
    await press('3', () => page.getByText('Low priority').nth(1).waitFor())
    await press('Escape', () => selected.waitFor({ state: 'detached' }))
    await press('Control+z', () => expect.poll(() => page.getByText('Low priority').count()).toBe(0))

    // The palette, help and the settings.
    await press('Control+k', dialog('visible'))
    await keys.type('upcoming')
    await press('Enter', heading('Upcoming'))
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await press('?', dialog('visible'))
    await press('Escape', dialog('detached'))
    await press('gs', heading('Settings'))
    await tabTo(page, /^Security$/)
    await press('Enter', () => page.getByRole('heading', { name: 'Where you are signed in' }).waitFor())

    // Out again.
    await untilLevel(page)
    expect(await tasksOf(ada)).toMatchObject([
      { title: 'Pay the rent', due_date: dayFromNow(1) },
      { title: 'Buy milk', due_date: dayFromNow(3) },
      { title: 'Call Grace', due_date: dayFromNow(0) },
    ])
    await tabTo(page, /^Log out$/, true)
    await keys.press('Enter')
    await page.waitForURL('**/login')
  })
})
