import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { looks, violations } from './axe.ts'
import { dayFromNow, makeTasks, quickAdd, untilViewsLoaded, visits } from './visit.ts'

const { member, stranger } = visits()

/** Colours on their way from one to another have no contrast to speak of. */
const untilStill = (page: Page): Promise<void> =>
  page.waitForFunction(() => document.getAnimations().length === 0).then(() => {})

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
    const settings = [
      '/settings',
      '/settings/security',
      '/settings/agents',
      '/settings/keys',
      '/settings/data',
    ]
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

  it('has a palette, keys, menus, messages and a bar that everybody can use', async () => {
    const ada = await member(look)
    const { page } = ada
    await makeTasks(ada, [
      { title: 'Pay rent', due_date: dayFromNow(0), tags: ['home'] },
      { title: `Read ${'x'.repeat(120)}`, due_date: dayFromNow(0) },
    ])
    await page.getByRole('article').nth(1).waitFor()
    await page.keyboard.type('jx')
    await page.getByRole('region', { name: 'Selected tasks' }).waitFor()
    await page.keyboard.type('1')
    await page.getByRole('region', { name: 'Messages' }).waitFor()
    await page.getByText('High priority', { exact: true }).waitFor()
    await untilStill(page)
    expect(await violations(page), 'bar and toast').toEqual([])
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    expect(await wide()).toBe(false)
    for (const [key, role] of [
      ['Control+k', 'dialog'],
      ['?', 'dialog'],
      ['d', 'dialog'],
      ['t', 'dialog'],
    ] as const) {
      await page.keyboard.press(key)
      await page.getByRole(role).waitFor()
      expect(await violations(page), key).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole(role).waitFor({ state: 'detached' })
    }
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Actions: Pay rent' }).click()
    await page.getByRole('menu').waitFor()
    expect(await violations(page), 'menu').toEqual([])
  })

  it('has a task that everybody can use, whatever is open of it, and that does not scroll sideways', async () => {
    const ada = await member(look)
    const { page, expectProblem } = ada
    expectProblem(/status of 404/)
    const check = async (what: string): Promise<void> => {
      expect(await violations(page), what).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), what).toBe(true)
    }
    await makeTasks(ada, [
      {
        title: `Pay rent ${'x'.repeat(120)}`,
        description: '# Head\n- [x] a **b** `c` [d](https://example.org/)\n\n| e |\n|---|\n| f |\n\n> g',
        tags: ['home', 'y'.repeat(50)],
        priority: 'high',
        due_date: dayFromNow(0),
      },
      { title: 'Call', due_date: dayFromNow(0), tags: ['household'] },
      { title: 'Old' },
    ])
    await page.getByRole('article').filter({ hasText: 'Pay rent' }).getByRole('link').click()
    const open = page.getByRole('region', { name: 'Open task' })
    await open.getByRole('link', { name: 'd' }).waitFor()
    await check('beside')
    await open.getByText('History').click()
    await open.getByText('Added', { exact: true }).waitFor()
    await check('history')
    await open.getByRole('combobox', { name: 'Tags' }).fill('h')
    await open.getByRole('listbox', { name: 'Tags in use' }).waitFor()
    await check('tags')
    await open.getByRole('combobox', { name: 'Tags' }).fill('')
    await open.getByRole('textbox', { name: 'Title' }).fill('')
    await open.getByText('A task needs a title.').waitFor()
    await open.getByRole('button', { name: 'Edit the description' }).click()
    await open.getByRole('textbox', { name: 'Description' }).fill('x'.repeat(1_001))
    await check('edited')
    await open.getByRole('button', { name: /^Due/ }).click()
    await page.getByRole('grid').waitFor()
    await check('calendar')
    await page.request.delete('/api/tasks/3', { headers: { origin: new URL(page.url()).origin } })
    for (const path of ['/tasks/1', '/tasks/3', '/tasks/999', '/tasks/x']) {
      await page.goto(path)
      await page.waitForLoadState('networkidle')
      await check(path)
    }
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
    // On a phone the message about it lies over it for a while.
    await page.getByText('Done today (1)').press('Enter')
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
})
