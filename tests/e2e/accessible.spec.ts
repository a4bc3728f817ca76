import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { quickAdd, visits } from './visit.ts'

const { member, stranger } = visits()

/** What axe finds, one line for each element. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`)
}

const looks = [
  { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'light', viewport: { width: 360, height: 740 } },
  { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
] as const

describe.each(looks)('in $colorScheme, $viewport.width pixels wide', (look) => {
  it('has pages to sign in on that everybody can use', async () => {
    const { page, expectProblem } = await stranger(look)
    expectProblem(/status of 404/)
    for (const path of ['/login', '/register', '/nowhere']) {
      await page.goto(path)
      expect(await violations(page)).toEqual([])
    }
    await page.goto('/register')
    await page.getByRole('button', { name: 'Create an account' }).click()
    await page.getByText('Use 8 to 128 characters').waitFor()
    expect(await violations(page)).toEqual([])
  })

  it('has a Today that everybody can use, and that does not scroll sideways', async () => {
    const { page } = await member(look)
    expect(await violations(page)).toEqual([])
    await quickAdd(page, `Pay rent p1 #home ${'and more '.repeat(10)}`)
    await quickAdd(page, 'Renew the passport 2020-01-02 #paper')
    await quickAdd(page, `Read ${'x'.repeat(120)}`)
    await quickAdd(page, 'Write a letter')
    await page.getByRole('button', { name: 'Complete: Write a letter' }).click()
    await page.getByText('Done today (1)').click()
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
})
