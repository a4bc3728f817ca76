import { describe, expect, it } from 'vitest'
import { untilViewsLoaded, visits } from './visit.ts'

const { member, stranger } = visits()

describe('the shell', () => {
  it('switches views without a request, goes back and forward, and marks where one is', async () => {
    const { page } = await member()
    await untilViewsLoaded(page)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const views = page.getByRole('navigation', { name: 'Views' }).first()
    await views.getByRole('link', { name: 'Upcoming' }).click()
    await page.getByRole('heading', { level: 1, name: 'Upcoming' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/upcoming')
    await views.getByRole('link', { name: 'Trash' }).click()
    await page.getByRole('heading', { level: 1, name: 'Trash' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Upcoming' }).waitFor()
    await page.goForward()
    await page.getByRole('heading', { level: 1, name: 'Trash' }).waitFor()
    await expect.poll(() => page.title()).toBe('Trash · todo')
    expect(await views.getByRole('link', { name: 'Trash' }).getAttribute('aria-current')).toBe('page')
    expect(asked).toEqual([])
  })

  it('opens every view by its address', async () => {
    const { page, expectProblem } = await member()
    // There is no task 42.
    expectProblem(/status of 404/)
    for (const [path, title] of [
      ['/upcoming', 'Upcoming'],
      ['/tasks', 'All tasks'],
      ['/tasks/42', 'Task 42'],
      ['/tags/home', '#home'],
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

  it('says that the server does not answer, and goes on once it does', async () => {
    const { page, expectProblem } = await member()
    expectProblem(/status of 503/)
    await page.route('**/api/account', (route) =>
      route.fulfill({ status: 503, json: { code: 'UNAVAILABLE' } }),
    )
    // Who was here last is remembered, and would be shown.
    await page.evaluate(() => localStorage.clear())
    await page.goto('/today')
    await page.getByText('The server cannot be reached.').waitFor()
    await page.unroute('**/api/account')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
    await page.getByRole('textbox', { name: 'New task' }).waitFor()
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

describe('on a phone', () => {
  it('reaches every view and the way out by the bar at the bottom', async () => {
    const { page } = await member({ viewport: { width: 360, height: 740 } })
    const bar = page.getByRole('navigation', { name: 'Views' })
    for (const name of ['Upcoming', 'All tasks', 'Search']) {
      await bar.getByRole('link', { name }).click()
      await page.getByRole('heading', { level: 1, name }).waitFor()
    }
    for (const name of ['Activity', 'Trash', 'Settings']) {
      await bar.getByRole('button', { name: 'More' }).click()
      await bar.getByRole('link', { name }).click()
      await page.getByRole('heading', { level: 1, name }).waitFor()
      expect(await bar.getByRole('link', { name }).isVisible()).toBe(false)
    }
    await bar.getByRole('button', { name: 'More' }).click()
    await bar.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL('**/login')
  })

  it('has targets of 44 pixels', async () => {
    const { page } = await member({ viewport: { width: 320, height: 640 } })
    await page.getByRole('textbox', { name: 'New task' }).fill('Buy milk')
    await page.keyboard.press('Enter')
    await page.getByRole('article').waitFor()
    await page.getByRole('button', { name: 'More' }).click()
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('a, button, input')]
        .filter((element) => element.checkVisibility() && !element.closest('.absolute'))
        .map((element) => ({ text: element.outerHTML.slice(0, 80), box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
        .map(({ text }) => text),
    )
    expect(small).toEqual([])
  })
})
