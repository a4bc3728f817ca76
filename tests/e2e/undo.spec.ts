import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { focused, newDay, titles } from './rows.ts'
import { dayFromNow, type Visitor, visits } from './visit.ts'

const { member } = visits()

const messages = (page: Page) => page.getByRole('region', { name: 'Messages' })

/** Changes a task as another client would. */
async function changeElsewhere({ context, page }: Visitor, path: string, fields: object): Promise<void> {
  const headers = { origin: new URL(page.url()).origin }
  const answer = await context.request.patch(path, { data: fields, headers })
  if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`)
}

/** As the server has it. */
async function priorityOf({ context }: Visitor): Promise<string> {
  return (await (await context.request.get('/api/tasks/1')).json()).task.priority
}

describe('undo', () => {
  it('takes back by the toast, by z and by Ctrl Z, and does again by Shift Ctrl Z and Ctrl Y', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent', 'Buy milk'])
    await page.getByRole('button', { name: 'Complete: Pay rent' }).click()
    await messages(page).getByText('Completed “Pay rent”').waitFor()
    await expect.poll(() => titles(page)).toEqual(['Buy milk'])
    await messages(page).getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => titles(page)).toEqual(['Pay rent', 'Buy milk'])
    await messages(page).getByRole('button', { name: 'Redo' }).click()
    await expect.poll(() => titles(page)).toEqual(['Buy milk'])
    for (const [key, shown] of [
      ['z', ['Pay rent', 'Buy milk']],
      ['Control+Shift+z', ['Buy milk']],
      ['Control+z', ['Pay rent', 'Buy milk']],
      ['Control+y', ['Buy milk']],
    ] as const) {
      await page.keyboard.press(key)
      await expect.poll(() => titles(page), { message: key }).toEqual(shown)
    }
  })

  it('gives the focus back when it was taken by the toast', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent', 'Buy milk'])
    await page.keyboard.press('j')
    await page.keyboard.press('1')
    await messages(page).getByRole('button', { name: 'Undo' }).waitFor()
    await page.keyboard.type('gm')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toContain('Undo')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toContain('Pay rent')
    await messages(page).getByRole('button', { name: 'Close' }).focus()
    await page.keyboard.press('Enter')
    await messages(page).waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toContain('Pay rent')
  })

  it('says what was done to those who cannot see it', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent'])
    await page.keyboard.press('j')
    await page.keyboard.press('Delete')
    await page.getByRole('status').getByText('Deleted “Pay rent”').waitFor({ state: 'attached' })
    await page.keyboard.press('z')
    await page.getByRole('status').getByText('Undone').waitFor({ state: 'attached' })
  })

  it('leaves by itself, but not while the pointer is on it', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent', 'Buy milk'])
    await page.clock.install()
    await page.keyboard.press('j')
    await page.keyboard.press('1')
    const toast = messages(page).getByText('High priority: “Pay rent”')
    await toast.hover()
    await page.clock.runFor(30_000)
    expect(await toast.isVisible()).toBe(true)
    await page.mouse.move(0, 0)
    await page.clock.runFor(30_000)
    await toast.waitFor({ state: 'detached' })
  })

  it('says in plain words that there is nothing to undo', async () => {
    const { page, expectProblem } = await member()
    expectProblem(/status of 409|status of 404|status of 422/)
    await page.keyboard.press('z')
    await messages(page).getByText('There is nothing to undo.').waitFor()
  })

  it('tells which field was changed since and to what, and lets one choose', async () => {
    const ada = await member()
    const { page, expectProblem } = ada
    expectProblem(/status of 409/)
    await newDay(ada, ['Pay rent'])
    await page.keyboard.press('j')
    for (const [priority, choice] of [
      ['low', 'Keep it as it is now'],
      ['medium', 'Put the old values back'],
    ] as const) {
      await page.keyboard.press('1')
      await page.getByRole('article').getByText('High priority').waitFor()
      await expect.poll(() => priorityOf(ada)).toBe('high')
      await changeElsewhere(ada, '/api/tasks/1', { priority })
      await page.getByRole('article').getByText('High priority').waitFor({ state: 'detached' })
      await messages(page).getByRole('button', { name: 'Undo' }).click()
      const card = messages(page).getByRole('article')
      await card.getByText('It was not undone').waitFor()
      await card.getByText(`“Pay rent”: Priority is now ${priority}`).waitFor()
      await card.getByRole('button', { name: choice }).click()
      await card.waitFor({ state: 'detached' })
      await page.getByRole('article').first().getByRole('link').focus()
    }
    await expect
      .poll(async () => (await (await page.request.get('/api/tasks/1')).json()).task.priority)
      .toBe('low')
  })

  it('takes a move to another day back', async () => {
    const ada = await member()
    const { page } = ada
    await newDay(ada, ['Pay rent'])
    await page.keyboard.press('j')
    await page.keyboard.press('Alt+Shift+ArrowDown')
    await messages(page).getByText('Moved “Pay rent”: Tomorrow').waitFor()
    await page.keyboard.press('Control+z')
    await expect.poll(() => titles(page)).toEqual(['Pay rent'])
    await expect
      .poll(async () => (await (await page.request.get('/api/tasks/1')).json()).task.due_date)
      .toBe(dayFromNow(0))
  })
})
