import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newDay } from './rows.ts'
import { queuedOn, tasksOf, untilLevel, untilWaiting } from './server-list.ts'
import { endSession, password, quickAdd, untilViewsLoaded, type Visitor, visits } from './visit.ts'

const { member } = visits()

const row = (page: Page, name: string) => page.getByRole('article').filter({ hasText: name })
const lists = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await indexedDB.databases()).flatMap(({ name }) => name ?? []))

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByLabel('Password').press('Enter')
}

/** Somebody with a change that the server does not have, and who has no connection. */
async function withWaiting(): Promise<Visitor> {
  const ada = await member()
  ada.expectProblem(/ERR_INTERNET_DISCONNECTED|WebSocket|status of 401|Sign in first/)
  await newDay(ada, ['Pay rent'])
  await untilViewsLoaded(ada.page)
  await ada.context.setOffline(true)
  await quickAdd(ada.page, 'Written offline')
  await row(ada.page, 'Written offline').waitFor()
  await untilWaiting(ada.page, 1)
  return ada
}

describe('a session that ended while changes wait', () => {
  it('is asked for anew, and loses none of them', async () => {
    const ada = await withWaiting()
    const { page, context, email } = ada
    await endSession(context)
    await context.setOffline(false)
    await page.getByText('You are signed out.').waitFor()
    await row(page, 'Written offline').waitFor()
    await quickAdd(page, 'Written signed out')
    await row(page, 'Written signed out').waitFor()
    await expect.poll(async () => (await queuedOn(page)).length).toBe(2)
    await page.getByRole('button', { name: 'Sign in again' }).click()
    await page.waitForURL('**/login')
    await signIn(page, email)
    await page.waitForURL('**/today')
    await untilLevel(page)
    expect(await tasksOf(ada)).toMatchObject([
      { title: 'Pay rent' },
      { title: 'Written offline' },
      { title: 'Written signed out' },
    ])
  })

  it('leaves nothing of the first person where somebody else signs in', async () => {
    const bob = await member()
    const ada = await withWaiting()
    const { page, context } = ada
    const adas = await lists(page)
    expect(adas).toHaveLength(1)
    await endSession(context)
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Sign in again' }).click()
    await page.waitForURL('**/login')
    await signIn(page, bob.email)
    await page.waitForURL('**/today')
    await untilLevel(page)
    await page.getByText('Nothing is due today.').waitFor()
    await expect.poll(() => lists(page)).not.toEqual(expect.arrayContaining(adas))
    expect(await lists(page)).toHaveLength(1)
    expect(await tasksOf(ada)).toEqual([])
  })
})

describe('logging out', () => {
  it('leaves nothing on the device, in other tabs neither', async () => {
    const ada = await member()
    ada.expectProblem(/status of 401|WebSocket/)
    await newDay(ada, ['Pay rent'])
    const second = await ada.open('/upcoming')
    await untilLevel(second)
    await ada.page.getByRole('button', { name: 'Log out' }).click()
    await ada.page.waitForURL('**/login')
    await second.waitForURL('**/login?next=%2Fupcoming')
    await expect.poll(() => lists(ada.page)).toEqual([])
    expect(await ada.page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
  })

  it('asks first where changes wait that would be lost, and stays where it is not wanted', async () => {
    const { page, context } = await withWaiting()
    await page.getByRole('button', { name: 'Log out' }).click()
    const question = page.getByRole('dialog', { name: 'Log out?' })
    await question.getByText('1 change has not reached the server yet.').waitFor()
    await question.getByRole('button', { name: 'Cancel' }).click()
    await question.waitFor({ state: 'detached' })
    await untilWaiting(page, 1)
    await page.getByRole('button', { name: 'Log out' }).click()
    await question.getByRole('button', { name: 'Log out' }).click()
    await page.getByText('You are still logged in: the server cannot be reached.').first().waitFor()
    await untilWaiting(page, 1)
    expect(await queuedOn(page)).toHaveLength(1)
    await context.setOffline(false)
    await untilLevel(page)
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL('**/login')
    expect(await lists(page)).toEqual([])
  })
})
