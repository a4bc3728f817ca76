import { describe, expect, it } from 'vitest'
import { looks, violations } from './axe.ts'
import { visits } from './visit.ts'

const { stranger } = visits()

describe.each(looks)('the page of components in $colorScheme, $viewport.width pixels wide', (look) => {
  it('shows each of them so that everybody can use it, with the tokens as the style sheet has them', async () => {
    const { page } = await stranger({ ...look, reducedMotion: 'reduce' })
    await page.goto('/components')
    await page.getByRole('heading', { name: 'Messages' }).waitFor()
    for (const token of ['color-accent', 'radius-large', 'shadow-float', 'ease-calm'])
      await page.getByText(new RegExp(`^${token}( ·|$)`)).waitFor()
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await page.getByRole('button', { name: 'A question' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await violations(page)).toEqual([])
  })
})

describe('the page of components', () => {
  it('is in the theme that is chosen on it, and led to from nowhere', async () => {
    const { page } = await stranger({ colorScheme: 'light' })
    await page.goto('/components')
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toContain('noindex')
    await page.getByLabel('Theme').selectOption('dark')
    const scheme = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)
    await expect.poll(scheme).toBe('dark')
    await page.goto('/login')
    expect(await page.locator('a[href="/components"]').count()).toBe(0)
  })
})
