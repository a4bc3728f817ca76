import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openChat, say } from './chat.ts'
import { tasksOf } from './server-list.ts'
import { dayFromNow, untilViewsLoaded, visits } from './visit.ts'

const { member } = visits()

const row = (page: Page, name: string) =>
  page.locator('#content').getByRole('article').filter({ hasText: name })

describe('the chat beside the list', () => {
  it('opens by its key, streams an answer, and what it adds stands in the list', async () => {
    const ada = await member()
    const { page } = ada
    await untilViewsLoaded(page)
    await page.keyboard.press('c')
    const chat = page.getByRole('region', { name: 'Chat' })
    const field = chat.getByRole('textbox', { name: 'Message to the assistant' })
    await field.waitFor()
    expect(await field.evaluate((each) => each === document.activeElement)).toBe(true)
    await page.keyboard.type('add buy milk today')
    await page.keyboard.press('Enter')
    await page.screenshot({ path: '/tmp/webchat/first.png' })
    await chat
      .getByText(/^Added “Buy milk”/)
      .first()
      .waitFor()
    await row(page, 'Buy milk').waitFor()
    expect(await field.inputValue()).toBe('')
    expect(await tasksOf(ada)).toMatchObject([{ title: 'Buy milk', due_date: dayFromNow(0) }])
    await page.keyboard.press('Escape')
    await chat.waitFor({ state: 'detached' })
  })
})
