import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newDay, titles } from './rows.ts'
import { historyOf, queuedOn, tasksOf, untilLevel, untilWaiting } from './server-list.ts'
import { quickAdd, untilViewsLoaded, type Visitor, visits } from './visit.ts'

const { member, again } = visits()

const messages = (page: Page) => page.getByRole('region', { name: 'Messages' })
const card = (page: Page) => messages(page).getByRole('article')
const row = (page: Page, name: string) => page.getByRole('article').filter({ hasText: name })
const title = (page: Page) => page.getByRole('textbox', { name: 'Title' })

async function dayOffline(names: readonly string[]): Promise<Visitor> {
  const ada = await member({ permissions: ['clipboard-read', 'clipboard-write'] })
  ada.expectProblem(/ERR_INTERNET_DISCONNECTED|WebSocket/)
  await newDay(ada, names)
  await untilViewsLoaded(ada.page)
  return ada
}

async function rename(page: Page, name: string, to: string): Promise<void> {
  await row(page, name).getByRole('link').click()
  await title(page).fill(to)
  await page.keyboard.press('Escape')
  await row(page, to).waitFor()
}

const change = ({ context, page }: Visitor, data: object) =>
  context.request.patch('/api/tasks/1', { data, headers: { origin: new URL(page.url()).origin } })

describe('undo without a connection', () => {
  it('takes what was not sent out of the queue: the server never hears of it', async () => {
    const ada = await dayOffline(['Pay rent'])
    const { page, context } = ada
    const before = await historyOf(ada)
    await context.setOffline(true)
    await page.getByText('Offline').first().waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'Complete: Pay rent' }).click()
    await quickAdd(page, 'Never mind')
    await row(page, 'Never mind').waitFor()
    await untilWaiting(page, 2)
    await page.locator('#content').focus()
    await page.keyboard.press('Control+z')
    await row(page, 'Never mind').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await expect.poll(() => titles(page)).toEqual(['Pay rent'])
    await expect.poll(() => queuedOn(page)).toEqual([])
    await context.setOffline(false)
    await untilLevel(page)
    expect(await historyOf(ada)).toEqual(before)
  })

  it('is queued, where what it takes back was sent', async () => {
    const ada = await dayOffline(['Pay rent'])
    const { page, context } = ada
    await page.getByRole('button', { name: 'Complete: Pay rent' }).click()
    await page.getByText('All done for today.').waitFor()
    await untilLevel(page)
    const completed = (await historyOf(ada)).at(-1)
    await context.setOffline(true)
    await page.locator('#content').focus()
    await page.keyboard.press('Control+z')
    await expect.poll(() => titles(page)).toEqual(['Pay rent'])
    await untilWaiting(page, 1)
    await context.setOffline(false)
    await untilLevel(page)
    expect((await historyOf(ada)).at(-1)).toMatchObject({ kind: 'undo', reverts: [completed?.id] })
    expect(await tasksOf(ada)).toMatchObject([{ title: 'Pay rent', status: 'pending' }])
  })
})

describe('what the server refuses', () => {
  it('is taken back where everybody sees it, with the reason, and what was written can be copied', async () => {
    const ada = await dayOffline(['Pay rent', 'Buy milk'])
    ada.expectProblem(/status of 404/)
    const { page, context } = ada
    const other = await again(ada)
    await context.setOffline(true)
    await rename(page, 'Pay rent', 'Pay the rent of May')
    await untilWaiting(page, 1)
    await other.page.getByRole('button', { name: 'Actions: Pay rent' }).click()
    await other.page.getByRole('menuitem', { name: 'Delete' }).click()
    await row(other.page, 'Pay rent').waitFor({ state: 'detached' })
    await untilLevel(other.page)
    await context.setOffline(false)
    await card(page).getByText('This change was not made').waitFor()
    await card(page).getByText('The task is not there any more.').waitFor()
    await card(page).getByRole('button', { name: 'Copy the text' }).click()
    await card(page).getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Pay the rent of May')
    expect(await titles(page)).toEqual(['Buy milk'])
    await page.reload()
    await card(page).getByText('This change was not made').waitFor()
    await card(page).getByRole('button', { name: 'Dismiss' }).click()
    await card(page).waitFor({ state: 'detached' })
    await untilLevel(page)
    await page.reload()
    await untilLevel(page)
    await untilViewsLoaded(page)
    expect(await card(page).count()).toBe(0)
  })
})

describe('a field that two have changed', () => {
  it('keeps the later value, says so, and takes the other where that is chosen; other fields survive', async () => {
    const ada = await dayOffline(['Pay rent'])
    const { page, context } = ada
    const other = await again(ada)
    await context.setOffline(true)
    await rename(page, 'Pay rent', 'Pay the rent of May')
    await untilWaiting(page, 1)
    await change(other, { title: 'Pay the landlady', priority: 'high' })
    await row(other.page, 'Pay the landlady').waitFor()
    await context.setOffline(false)
    await card(page).getByText('“Pay the rent of May”: Title was changed twice').waitFor()
    await card(page).getByText('Yours counts: Pay the rent of May').waitFor()
    await card(page)
      .getByText(/^The other \(You in the web app, .+\): Pay the landlady$/)
      .waitFor()
    await row(other.page, 'Pay the rent of May').waitFor()
    expect(await tasksOf(ada)).toMatchObject([{ title: 'Pay the rent of May', priority: 'high' }])
    await card(page).getByRole('button', { name: 'Take the other' }).click()
    await card(page).waitFor({ state: 'detached' })
    await row(other.page, 'Pay the landlady').waitFor()
    await untilLevel(page)
    expect(await tasksOf(ada)).toMatchObject([{ title: 'Pay the landlady', priority: 'high' }])
  })
})
