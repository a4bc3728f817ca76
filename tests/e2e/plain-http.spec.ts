import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { untilLevel } from './server-list.ts'
import { password, quickAdd, untilViewsLoaded, visits } from './visit.ts'

const name = 'todo.test'
/** As a machine at home is called: by a name, without https, so Chromium does not trust it. */
const { stranger } = visits({
  at: () => inject('address').replace('127.0.0.1', name),
  args: [`--host-resolver-rules=MAP ${name} 127.0.0.1`],
  serviceWorkers: 'allow',
})

const row = (page: Page, title: string) => page.getByRole('article').filter({ hasText: title })

describe('over plain http on a home network', () => {
  it('signs in, is live, and says that offline use needs https; without a word in the console', async () => {
    const ada = await stranger()
    const { page, context, email } = ada
    await page.goto('/register')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Create an account' }).click()
    await page.waitForURL('**/today')
    expect(
      await page.evaluate(() => [isSecureContext, 'locks' in navigator, 'randomUUID' in crypto]),
    ).toEqual([false, false, false])
    const cookies = (await context.cookies()).filter(({ name }) => /todo_(access|session)/.test(name))
    expect(cookies).toHaveLength(2)
    for (const cookie of cookies) expect(cookie).toMatchObject({ secure: false, httpOnly: true })
    await untilLevel(page)
    await page.getByRole('complementary').getByText('Offline use needs https').waitFor()

    const second = await ada.open('/today')
    await untilLevel(second)
    await quickAdd(page, 'Buy milk tomorrow p1')
    await quickAdd(page, 'Pay rent')
    await row(second, 'Pay rent').waitFor()
    await second.getByRole('button', { name: 'Complete: Pay rent' }).click()
    await page.getByText('All done for today.').waitFor()
    await untilLevel(second)
    const kept = await page.evaluate(async () => (await fetch('/api/tasks?sort=number&order=asc')).json())
    expect(kept).toMatchObject({
      tasks: [
        { title: 'Buy milk', priority: 'high' },
        { title: 'Pay rent', status: 'done' },
      ],
    })
    await second.close()
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByText('Offline use needs https').filter({ visible: true }).waitFor()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL('**/login')
  })

  it('asks before a page is left whose changes would be lost', async () => {
    const { page, context, email, expectProblem } = await stranger()
    expectProblem(/ERR_INTERNET_DISCONNECTED|WebSocket/)
    await page.goto('/register')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByLabel('Password').press('Enter')
    await page.waitForURL('**/today')
    await untilLevel(page)
    await untilViewsLoaded(page)
    await context.setOffline(true)
    await quickAdd(page, 'Written offline')
    await row(page, 'Written offline').waitFor()
    const asked = page.waitForEvent('dialog')
    await page.close({ runBeforeUnload: true })
    const question = await asked
    expect(question.type()).toBe('beforeunload')
    await question.dismiss()
    await context.setOffline(false)
    await untilLevel(page)
  })
})
