import { describe, expect, it } from 'vitest'
import { ownServer, unreachable } from './own-server.ts'
import { quickAdd, untilKept, visits } from './visit.ts'

const server = ownServer()
const { member, stranger } = visits({ at: () => server.address, serviceWorkers: 'allow' })

describe('without the server', () => {
  it('opens every view by its address, as the person who was there, and goes on with the server', async () => {
    const ada = await member()
    ada.expectProblem(unreachable)
    const { page } = ada
    await untilKept(page)
    await server.kill()
    for (const [path, title] of [
      ['/', 'Today'],
      ['/today', 'Today'],
      ['/upcoming', 'Upcoming'],
      ['/tasks?status=done', 'All tasks'],
      ['/tasks/42', 'Task 42'],
      ['/tags/home', '#home'],
      ['/search?q=milk', 'Search'],
      ['/activity', 'Activity'],
      ['/trash', 'Trash'],
      ['/settings/keys', 'Settings'],
    ] as const) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      await expect.poll(() => page.title()).toBe(`${title} · todo`)
      await page.getByRole('complementary').getByText('Ada').waitFor()
    }
    expect(await page.getAttribute('html', 'lang')).toBe('en-GB')
    const views = page.getByRole('navigation', { name: 'Views' }).first()
    await views.getByRole('link', { name: 'Upcoming' }).click()
    await page.getByRole('heading', { level: 1, name: 'Upcoming' }).waitFor()
    // A page that is not one of the views is the server's alone.
    await expect(page.goto('/login')).rejects.toThrow(/ERR_/)
    await server.start()
    await page.goto('/tasks/42')
    await page.getByText('Live', { exact: true }).first().waitFor()
  })

  it('shows the page in the theme that was chosen since', async () => {
    const ada = await member()
    ada.expectProblem(unreachable)
    const { page } = ada
    await untilKept(page)
    await page.goto('/settings')
    await page.getByRole('radio', { name: 'Dark' }).check({ force: true })
    const kept = () => page.evaluate(async () => (await caches.match('/shell'))?.text())
    await expect.poll(kept, { timeout: 20_000 }).toContain('data-theme="dark"')
    await server.kill()
    const answer = await page.goto('/upcoming')
    expect(await answer?.text()).toContain('data-theme="dark"')
    await server.start()
  })

  it('opens nothing for whoever has signed out', async () => {
    const ada = await member()
    ada.expectProblem(unreachable)
    const { page } = ada
    await untilKept(page)
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL('**/login')
    await server.kill()
    await expect(page.goto('/today')).rejects.toThrow(/ERR_/)
    expect(await page.evaluate(() => localStorage.length).catch(() => 0)).toBe(0)
    await server.start()
  })
})

describe('the app as a program of its own', () => {
  it('has a manifest in the language of the browser, with icons that are there', async () => {
    const { page } = await stranger({ locale: 'de-AT' })
    await page.goto('/login')
    expect(await page.getAttribute('link[rel=manifest]', 'href')).toBe('/manifest.webmanifest')
    const answer = await page.request.get('/manifest.webmanifest', {
      headers: { 'accept-language': 'de-AT' },
    })
    expect(answer.headers()).toMatchObject({ 'cache-control': 'no-cache', vary: 'Accept-Language' })
    const manifest = await answer.json()
    expect(manifest).toMatchObject({ display: 'standalone', start_url: '/today', lang: 'de-AT' })
    expect(manifest.shortcuts.map(({ name }: { name: string }) => name)).toEqual([
      'Heute',
      'Aufgabe hinzufügen',
    ])
    expect(manifest.icons).toContainEqual(expect.objectContaining({ purpose: 'maskable', sizes: '512x512' }))
    const touch = await page.getAttribute('link[rel=apple-touch-icon]', 'href')
    for (const src of [...manifest.icons.map((icon: { src: string }) => icon.src), touch]) {
      const icon = await page.request.get(src)
      expect([src, icon.status(), icon.headers()['content-type']]).toEqual([
        src,
        200,
        expect.stringMatching(/^image\//),
      ])
    }
  })

  it('is one that Chromium would install', async () => {
    const { page, context } = await member()
    const devtools = await context.newCDPSession(page)
    const { errors } = await devtools.send('Page.getAppManifest')
    expect(errors).toEqual([])
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
    // A context of a test is a private window.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([])
  })

  it('gives a worker that is always asked for anew, and that may reach this server alone', async () => {
    const answer = await fetch(`${server.address}/sw.js`)
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(answer.headers.get('content-type')).toContain('text/javascript')
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; connect-src 'self'")
    expect(await answer.text()).not.toContain('/api/')
  })

  it('opens quick add with what another app shared, on the way over signing in too', async () => {
    const { page } = await member()
    await page.goto(`/add?${new URLSearchParams({ title: 'A page', text: 'A page\nhttps://example.org/a' })}`)
    const field = page.getByRole('dialog').getByRole('textbox', { name: 'New task' })
    await expect.poll(() => field.inputValue()).toBe('A page https://example.org/a')
    expect(new URL(page.url()).pathname).toBe('/today')
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByRole('article').filter({ hasText: 'A page' }).waitFor()
    const somebody = await stranger()
    await somebody.page.goto('/add?text=Milk')
    await somebody.page.waitForURL('**/login?next=%2Fadd%3Ftext%3DMilk')
  })
})

describe('over plain http on a home network', () => {
  // Chromium trusts `localhost` and 127.0.0.0/8, and this as little as any other address without https.
  const plain = visits({ at: () => server.address.replace('127.0.0.1', '0.0.0.0'), serviceWorkers: 'allow' })

  it('works with the server, keeps nothing for without, and says nothing in the console', async () => {
    const { page } = await plain.member()
    expect(await page.evaluate(() => [isSecureContext, 'serviceWorker' in navigator])).toEqual([false, false])
    await quickAdd(page, 'Buy milk p1')
    await page.getByRole('article').filter({ hasText: 'High priority' }).waitFor()
    await page.goto('/settings')
    await page.getByRole('radio', { name: 'Dark' }).check({ force: true })
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL('**/login')
  })
})
