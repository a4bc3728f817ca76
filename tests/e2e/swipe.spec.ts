import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newDay, titles } from './rows.ts'
import { finger } from './touch.ts'
import { visits } from './visit.ts'

const { member } = visits()
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const link = (page: Page, title: string): Locator =>
  page.getByRole('article').filter({ hasText: title }).getByRole('link')

describe('a swipe on a phone', () => {
  it('to the end side completes, and says before what it will do', async () => {
    const ada = await member(phone)
    const { page } = ada
    await newDay(ada, ['Pay rent', 'Buy milk'])
    const touch = await finger(page)
    await touch.down(link(page, 'Pay rent'))
    await touch.move(160, 4)
    const ground = page.locator('[data-swipe="end"]')
    expect(await ground.getAttribute('data-swipe-label')).toBe('Complete')
    await touch.up()
    await expect.poll(() => titles(page)).toEqual(['Buy milk'])
    await page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).tap()
    await expect.poll(() => titles(page)).toEqual(['Pay rent', 'Buy milk'])
    expect(new URL(page.url()).pathname).toBe('/today')
  })

  it('to the start side asks for another day', async () => {
    const ada = await member(phone)
    const { page } = ada
    await newDay(ada, ['Pay rent'])
    const touch = await finger(page)
    await touch.down(link(page, 'Pay rent'))
    await touch.move(-160, 4)
    await touch.up()
    await page
      .getByRole('dialog', { name: 'Move “Pay rent”' })
      .getByRole('button', { name: 'Tomorrow' })
      .tap()
    await page.getByText('Nothing is due today.').waitFor()
  })

  it('that is short, or goes up or down, does nothing', async () => {
    const ada = await member(phone)
    const { page } = ada
    await newDay(ada, ['Pay rent', 'Buy milk'])
    const touch = await finger(page)
    await touch.down(link(page, 'Pay rent'))
    await touch.move(50, 0)
    await touch.up()
    await page.locator('[data-swipe]').waitFor({ state: 'detached' })
    await touch.down(link(page, 'Buy milk'))
    await touch.move(40, -120)
    await touch.up()
    expect(await page.locator('[data-swipe]').count()).toBe(0)
    expect(await titles(page)).toEqual(['Pay rent', 'Buy milk'])
    expect(new URL(page.url()).pathname).toBe('/today')
  })

  it('goes the other way round from right to left', async () => {
    const ada = await member(phone)
    const { page } = ada
    await newDay(ada, ['Pay rent', 'Buy milk'])
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
    const touch = await finger(page)
    await touch.down(link(page, 'Pay rent'))
    await touch.move(-160, 4)
    await touch.up()
    await expect.poll(() => titles(page)).toEqual(['Buy milk'])
  })
})
