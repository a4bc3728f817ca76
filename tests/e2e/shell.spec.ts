import { describe, expect, it } from 'vitest'
import { visits } from './visit.ts'

const { member, stranger } = visits()

describe('the shell', () => {
  it('switches views without a request, goes back and forward, and marks where one is', async () => {
    const { page } = await member()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const views = page.getByRole('navigation', { name: 'Views' }).first()
    await views.getByRole('link', { name: 'Upcoming' }).click()
    await page.getByRole('heading', { level: 1, name: 'Upcoming' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/upcoming')
    await views.getByRole('link', { name: 'Activity' }).click()
    await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Upcoming' }).waitFor()
    await page.goForward()
    await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor()
    await expect.poll(() => page.title()).toBe('Activity · todo')
    expect(await views.getByRole('link', { name: 'Activity' }).getAttribute('aria-current')).toBe('page')
    expect(asked).toEqual([])
  })

  it('opens every view by its address', async () => {
    const { page } = await member()
    for (const [path, title] of [
      ['/upcoming', 'Upcoming'],
      ['/tasks', 'All tasks'],
      ['/tasks/42', 'Task 42'],
      ['/tags/home', 'home'],
      ['/search', 'Search'],
      ['/activity', 'Activity'],
      ['/trash', 'Trash'],
      ['/settings', 'Settings'],
      ['/settings/keys', 'Settings'],
    ] as const) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
    }
  })

  it('says that an address leads nowhere', async () => {
    const { page, expectProblem } = await stranger()
    expectProblem(/status of 404/)
    const answer = await page.goto('/nowhere')
    expect(answer?.status()).toBe(404)
    await page.getByText('There is no such page.').waitFor()
    await page.getByRole('link', { name: 'Go to Today' }).click()
    await page.waitForURL('**/login')
  })

  it('speaks the language of the browser, and writes dates as it does', async () => {
    const { page } = await stranger({ locale: 'de-AT' })
    await page.goto('/login')
    await page.getByRole('heading', { name: 'Willkommen zurück' }).waitFor()
    expect(await page.getAttribute('html', 'lang')).toBe('de-AT')
  })

  it('speaks the language of the account once that is known', async () => {
    const ada = await member()
    await ada.context.request.patch('/api/account', {
      data: { locale: 'de-DE' },
      headers: { origin: new URL(ada.page.url()).origin },
    })
    await ada.page.goto('/today')
    await ada.page.getByRole('heading', { level: 1, name: 'Heute' }).waitFor()
    await ada.page.reload()
    expect(await ada.page.getAttribute('html', 'lang')).toBe('de-DE')
  })

  it('is in the chosen theme from the first byte', async () => {
    const { page, context } = await member({ colorScheme: 'light' })
    await context.addCookies([{ name: 'todo_theme', value: 'dark', url: page.url() }])
    const answer = await page.goto('/today')
    expect(await answer?.text()).toContain('data-theme="dark"')
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
  })

  it('lets a keyboard skip to the content', async () => {
    const { page } = await member()
    await page.keyboard.press('Tab')
    await page.getByRole('link', { name: 'Skip to the content' }).press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
  })
})
