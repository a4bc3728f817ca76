import { randomUUID } from 'node:crypto'
import type { Page } from 'puppeteer-core'
import { describe, expect, it } from 'vitest'
import { ownServer, unreachable } from '../e2e/own-server.ts'
import { type FirefoxVisitor, firefoxVisits } from './firefox.ts'

const server = ownServer()
const { stranger } = firefoxVisits(() => server.address)

/** What is reached by its role and name, as by somebody who hears the page. */
const by = (page: Page, name: string, role: string) =>
  page.locator(`::-p-aria([name="${name}"][role="${role}"])`)

const titles = (page: Page): Promise<string[]> =>
  page.$$eval('#content article a > span:first-child', (found) =>
    found.filter((title) => title.checkVisibility()).map(({ textContent }) => textContent),
  )

const says = (page: Page, pattern: RegExp) =>
  page.waitForFunction((source) => new RegExp(source).test(document.body.textContent), {}, pattern.source)

const untilLevel = (page: Page) =>
  page.waitForFunction(
    () => !/changes? waits?/.test(document.body.textContent) && /Live/.test(document.body.textContent),
  )

const soon = { timeout: 10_000 }

/** Somebody who has registered by the form, at Today. */
async function member(): Promise<{ ada: FirefoxVisitor; page: Page }> {
  const ada = await stranger()
  const page = await ada.open('/register')
  await page.locator('input[autocomplete=name]').fill('Ada Lovelace')
  await page.locator('input[type=email]').fill(`${randomUUID()}@example.org`)
  await page.locator('input[type=password]').fill('correct horse battery')
  await by(page, 'Create an account', 'button').click()
  await says(page, /Nothing is due today/)
  await untilLevel(page)
  return { ada, page }
}

async function add(page: Page, text: string): Promise<void> {
  await by(page, 'New task', 'textbox').click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

/** A tab that has just come to the front has neither focus nor frames yet: what is clicked before hangs. */
async function toFront(page: Page): Promise<void> {
  await page.bringToFront()
  await page.waitForFunction(() => document.hasFocus())
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
}

describe('in Firefox', () => {
  it('a line is understood and becomes a task, which is completed and taken back by keys', async () => {
    const { page } = await member()
    await add(page, 'Pay rent today p1 #home')
    await expect.poll(() => titles(page), soon).toEqual(['Pay rent'])
    await says(page, /High/)
    await says(page, /#home/)
    await page.locator('article a').click()
    await page.keyboard.press('Escape')
    await by(page, 'Complete: Pay rent', 'button').click()
    await expect.poll(() => titles(page), soon).toEqual([])
    await page.keyboard.press('z')
    await expect.poll(() => titles(page), soon).toEqual(['Pay rent'])
    await untilLevel(page)
    await page.reload()
    await expect.poll(() => titles(page), soon).toEqual(['Pay rent'])
  })

  it('a task is edited in the panel, which another tab sees and a reload keeps', async () => {
    const { ada, page } = await member()
    await add(page, 'Pay rent')
    await expect.poll(() => titles(page), soon).toEqual(['Pay rent'])
    const other = await ada.open('/today')
    await expect.poll(() => titles(other), soon).toEqual(['Pay rent'])
    await toFront(page)
    await page.locator('article a').click()
    // By its label: Firefox tells the role of what has just been opened late, or not at all.
    await page.locator('textarea[aria-label="Title"]').click()
    await page.keyboard.press('End')
    await page.keyboard.type(' and water')
    await page.keyboard.press('Tab')
    await toFront(other)
    await expect.poll(() => titles(other), soon).toEqual(['Pay rent and water'])
    await other.reload()
    await expect.poll(() => titles(other), soon).toEqual(['Pay rent and water'])
  })

  it('what is done while the server is away is kept over a reload, and sent when it is back', async () => {
    const { ada, page } = await member()
    ada.expectProblem(unreachable)
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
      while (!navigator.serviceWorker.controller || !(await caches.match('/shell')))
        await new Promise((resolve) => setTimeout(resolve, 50))
    })
    await server.kill()
    await add(page, 'Buy milk')
    await expect.poll(() => titles(page), soon).toEqual(['Buy milk'])
    await says(page, /1 change waits/)
    await page.reload()
    await expect.poll(() => titles(page), soon).toEqual(['Buy milk'])
    await server.start()
    await untilLevel(page)
    const kept = await page.evaluate(async () => (await fetch('/api/tasks')).json())
    expect(kept.tasks.map(({ title }: { title: string }) => title)).toEqual(['Buy milk'])
  })
})
