import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { dayFromNow, makeTasks, quickAdd, untilViewsLoaded, visits } from './visit.ts'

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

  it('has views that everybody can use, with tasks and without, and that do not scroll sideways', async () => {
    const ada = await member(look)
    const { page } = ada
    const paths = ['/upcoming', '/tasks', '/tags/home', '/search?q=rent', '/activity', '/trash']
    const settings = ['/settings', '/settings/security', '/settings/keys', '/settings/data']
    const check = async (path: string): Promise<void> => {
      await page.goto(path)
      await page.waitForLoadState('networkidle')
      expect(await violations(page), path).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path).toBe(true)
    }
    for (const path of [...paths, ...settings]) await check(path)
    await makeTasks(ada, [
      {
        title: `Pay rent ${'and more '.repeat(10)}`,
        tags: ['home'],
        priority: 'high',
        due_date: dayFromNow(2),
      },
      { title: `Read ${'x'.repeat(120)}`, due_date: dayFromNow(9) },
      { title: 'Old' },
    ])
    await page.request.delete('/api/tasks/3', { headers: { origin: new URL(page.url()).origin } })
    for (const path of paths) await check(path)
  })

  it('has a quick add that everybody can use, in each of its states', async () => {
    const { page } = await member(look)
    await untilViewsLoaded(page)
    await page.getByRole('button', { name: 'Add a task' }).filter({ visible: true }).click()
    const field = page.getByRole('dialog').getByRole('textbox')
    await field.waitFor()
    expect(await violations(page)).toEqual([])
    for (const [text, shown] of [
      ['Pay rent tomorrow p1 #home', 'High priority'],
      [`Buy milk tomorrow\nCall ${'mum '.repeat(20)} p1 #family`, 'Add 2 tasks'],
      [`Read ${'x'.repeat(220)}`, 'A title has at most 200 characters.'],
    ] as const) {
      await field.fill(text)
      await page.getByRole('dialog').getByText(shown).first().waitFor()
      expect(await violations(page), text).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    }
    await field.fill('Pay rent')
    await field.press('Enter')
    await page.getByRole('dialog').getByText('Added: Pay rent').waitFor()
    expect(await violations(page)).toEqual([])
  })

  it('asks about a device so that everybody can answer', async () => {
    const { page, expectProblem } = await member(look)
    expectProblem(/status of 404/)
    const begun = await page.request.post('/api/auth/device/code', {
      data: { client_id: `cli ${'x'.repeat(40)}` },
    })
    const { user_code } = await begun.json()
    for (const [path, shown] of [
      ['/device', 'Type the code'],
      ['/device?user_code=BBBB-BBBB', 'No device waits'],
      [`/device?user_code=${user_code}`, user_code],
    ] as const) {
      await page.goto(path)
      await page.getByText(shown).waitFor()
      expect(await violations(page), path).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path).toBe(true)
    }
    await page.getByRole('button', { name: 'Let it in' }).click()
    await page.getByText('The device is signed in.').waitFor()
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
