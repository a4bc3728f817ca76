import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { ownServer, unreachable } from './own-server.ts'
import { newDay } from './rows.ts'
import { historyOf, queuedOn, tasksOf, untilAllQueued, untilLevel } from './server-list.ts'
import { quickAdd, untilKept, untilViewsLoaded, visits } from './visit.ts'

const server = ownServer()
const { member } = visits({ at: () => server.address, serviceWorkers: 'allow' })

const title = (page: Page) => page.getByRole('textbox', { name: 'Title' })
const row = (page: Page, name: string) => page.getByRole('article').filter({ hasText: name })

describe('a server that is killed while somebody edits', () => {
  it('is not missed: all is shown, kept over reloads, and arrives once and in order when it is back', async () => {
    const ada = await member()
    ada.expectProblem(unreachable)
    let { page } = ada
    await newDay(ada, ['Pay rent', 'Buy milk'])
    await untilKept(page)
    await untilViewsLoaded(page)
    const before = (await historyOf(ada)).map(({ id }) => id)

    await row(page, 'Pay rent').getByRole('link').click()
    await title(page).fill('Pay the rent')
    await server.kill()
    await title(page).press('End')
    await title(page).pressSequentially(' of May')
    await page.keyboard.press('Escape')
    await row(page, 'Pay the rent of May').waitFor()
    await page.getByText('Offline').first().waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'Complete: Buy milk' }).click()
    await quickAdd(page, 'Written while it was down')
    await row(page, 'Written while it was down').waitFor()
    // A slow machine saves the title twice.
    expect((await untilAllQueued(page)).length).toBeGreaterThanOrEqual(3)

    await page.reload()
    await row(page, 'Pay the rent of May').waitFor()
    await row(page, 'Written while it was down').waitFor()
    await untilAllQueued(page)
    await page.goto('/tasks/1')
    await title(page).fill('Pay the rent of June')
    await title(page).press('Tab')
    await expect.poll(() => title(page).inputValue()).toBe('Pay the rent of June')
    await page.close()

    page = await ada.context.newPage()
    await page.goto('/today')
    await row(page, 'Pay the rent of June').waitFor()
    await page.getByRole('button', { name: 'Complete: Written while it was down' }).click()
    const waiting = await untilAllQueued(page)
    expect(waiting.length).toBeGreaterThanOrEqual(5)

    await server.start()
    await untilLevel(page)
    // The device is told a little later.
    await expect.poll(() => queuedOn(page)).toEqual([])
    expect((await historyOf(ada)).map(({ id }) => id)).toEqual([...before, ...waiting])
    expect(await tasksOf(ada)).toMatchObject([
      { number: 1, title: 'Pay the rent of June', status: 'pending' },
      { number: 2, title: 'Buy milk', status: 'done' },
      { number: 3, title: 'Written while it was down', status: 'done' },
    ])
  })
})
