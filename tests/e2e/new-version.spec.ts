import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Passing, passTo } from './versions.ts'
import { untilKept, visits } from './visit.ts'

let passing: Passing
const { member } = visits({ at: () => passing.address, serviceWorkers: 'allow' })

beforeAll(async () => {
  passing = await passTo(inject('address'))
})
afterAll(() => passing.close())

/** All files of a version are loaded meanwhile. */
const slow = { timeout: 20_000 }

/** The versions whose files the browser has. */
const stores = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await caches.keys()).map((name) => name.replace('todo-', '')).sort())
const look = (page: Page): Promise<unknown> =>
  page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
const offer = (page: Page) => page.getByText('A new version is there.')
/** What the worker that answers says of itself. */
const running = (page: Page): Promise<unknown> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = ({ data }) => resolve(data)
        navigator.serviceWorker.controller?.postMessage('version', [port2])
        // One that is just being replaced gives no answer any more.
        setTimeout(resolve, 500, null)
      }),
  )

/** Opens a page that came from the server, not one that was kept: a busy machine may be late. */
async function openIn(page: Page, version: string): Promise<void> {
  const opened = async () => (await page.goto('/upcoming'))?.headers()['x-todo-build']
  await expect.poll(opened, slow).toBe(version)
  await expect.poll(() => running(page).catch(() => null), slow).toBe(version)
}

describe('a new version', () => {
  it('offers itself, leaves what is being typed alone, and is there once it is wanted', async () => {
    const { page } = await member()
    await untilKept(page)
    const line = page.getByRole('textbox', { name: 'New task' })
    await line.fill('Buy mi')
    passing.deploy('first0000000next')
    await look(page)
    await offer(page).waitFor()
    await page.keyboard.type('lk')
    expect(await line.inputValue()).toBe('Buy milk')
    await page.keyboard.press('Enter')
    await page.getByRole('article').filter({ hasText: 'Buy milk' }).waitFor()
    expect(await running(page)).not.toBe('first0000000next')
    await page.getByRole('button', { name: 'Reload' }).click()
    await expect.poll(() => running(page).catch(() => null), slow).toBe('first0000000next')
    expect(await offer(page).count()).toBe(0)
  })

  it('is not mentioned again on a page where it was put off', async () => {
    const { page } = await member()
    await untilKept(page)
    passing.deploy('second000000next')
    await look(page)
    await page.getByRole('button', { name: 'Later' }).click()
    await look(page)
    expect(await offer(page).count()).toBe(0)
  })

  it('takes over by itself where a page of it is opened, and is offered to the others', async () => {
    const { page, open } = await member()
    await untilKept(page)
    passing.deploy('third0000000next')
    const next = await open('/login')
    await openIn(next, 'third0000000next')
    expect(await offer(next).count()).toBe(0)
    await offer(page).waitFor()
    // The older page can still load its parts, and only the version before the last is gone.
    await page.getByRole('navigation', { name: 'Views' }).first().getByRole('link', { name: 'Trash' }).click()
    await page.getByRole('heading', { level: 1, name: 'Trash' }).waitFor()
    passing.deploy('fourth000000next')
    await openIn(next, 'fourth000000next')
    await expect.poll(() => stores(next), slow).toEqual(['fourth000000next', 'third0000000next'])
  })

  it('that came while the app was closed opens without the server, whole', async () => {
    const { page, open, expectProblem } = await member()
    expectProblem(/Failed to load resource|WebSocket connection|The server cannot be reached/)
    await untilKept(page)
    passing.deploy('fifth0000000next')
    await look(page)
    await offer(page).waitFor()
    // Closing the last page lets the waiting version in.
    await page.goto('about:blank')
    passing.close()
    const later = await open('/tasks/7')
    await later.getByRole('heading', { level: 1, name: 'Task 7' }).waitFor()
  })
})
