import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { makeTasks, type Visitor, visits } from './visit.ts'

const { member } = visits()

const line = (page: Page) => page.getByRole('textbox', { name: 'Description' })
const edit = (page: Page) => page.getByRole('button', { name: 'Edit the description' })
/** A pause in typing comes before it, and then the way to the server. */
const saved = { timeout: 10_000 }

async function described({ context }: Visitor): Promise<unknown> {
  return (await (await context.request.get('/api/tasks/1')).json()).task.description
}

async function atTask(description: string | null): Promise<Visitor> {
  const ada = await member()
  await makeTasks(ada, [{ title: 'Pay rent', description }])
  await ada.page.goto('/tasks/1')
  await edit(ada.page).waitFor()
  return ada
}

describe('a description', () => {
  it('is written and read by the keyboard alone, and saved on leaving', async () => {
    const ada = await atTask(null)
    const { page } = ada
    await edit(page).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
    await page.keyboard.type('Ask **Grace**\n- first')
    await page.keyboard.press('Escape')
    await page.locator('strong', { hasText: 'Grace' }).waitFor()
    await page.getByRole('listitem').getByText('first').waitFor()
    await expect.poll(() => described(ada), saved).toBe('Ask **Grace**\n- first')
    expect(new URL(page.url()).pathname).toBe('/tasks/1')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Edit the description')
  })

  it('is opened by a click into it, not by one on a link, and links leave this page as it is', async () => {
    const ada = await atTask('Read [the contract](https://example.org/contract) first')
    const { page, context } = ada
    // It is a person who goes there.
    ada.expectProblem(/^asked https:\/\/example\.org\/contract$/)
    await context.route('https://example.org/**', (route) => route.fulfill({ body: 'The contract' }))
    const link = page.getByRole('link', { name: 'the contract' })
    await link.waitFor()
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer')
    const opened = context.waitForEvent('page')
    await link.click()
    await (await opened).close()
    expect(await line(page).count()).toBe(0)
    await page
      .getByRole('paragraph')
      .filter({ hasText: 'Read' })
      .click({ position: { x: 5, y: 5 } })
    await line(page).waitFor()
    expect(await line(page).inputValue()).toBe('Read [the contract](https://example.org/contract) first')
  })

  it('cannot run or load anything, whatever stands in it', async () => {
    const { page } = await atTask(
      [
        '<script>window.ran = 1</script><img src="https://evil.example/a.png" onerror="window.ran = 2">',
        '![pixel](https://evil.example/b.png) [a](javascript:window.ran=3) <b onclick="window.ran=4">b</b>',
        '[b](java\tscript:window.ran=5) [c](data:text/html,x) <javascript:window.ran=6>',
      ].join('\n\n'),
    )
    await page.getByText('<script>window.ran = 1</script>').waitFor()
    const found = await page.evaluate(() => ({
      links: [...document.querySelectorAll('#content section a')].map((link) => link.getAttribute('href')),
      images: document.images.length,
      ran: Reflect.get(window, 'ran'),
    }))
    expect(found).toEqual({ links: ['https://evil.example/b.png'], images: 0, ran: undefined })
  })

  it('that is too long says so, is kept, and is saved once it is shorter', async () => {
    const ada = await atTask('Short')
    const { page } = ada
    await edit(page).click()
    await line(page).fill('x'.repeat(1_001))
    await page.getByText('1001 characters are more than 1000').waitFor()
    await page.getByText('1001 / 1000').waitFor()
    await page.reload()
    await page.getByText('1001 characters are more than 1000').waitFor()
    expect(await described(ada)).toBe('Short')
    await line(page).fill('Shorter')
    await expect.poll(() => described(ada), saved).toBe('Shorter')
  })

  it('can be taken away', async () => {
    const ada = await atTask('Short')
    await edit(ada.page).click()
    await line(ada.page).fill(' ')
    await ada.page.keyboard.press('Escape')
    await ada.page.getByRole('button', { name: 'Add a description' }).waitFor()
    await expect.poll(() => described(ada), saved).toBe(null)
  })
})
