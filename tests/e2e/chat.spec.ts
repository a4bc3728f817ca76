import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { deChat } from '../../apps/frontend/src/i18n/de-chat.ts'
import { enChat } from '../../apps/frontend/src/i18n/en-chat.ts'
import { chatOf, did, fieldOf, openChat, said, say, untilAnswered, write } from './chat.ts'
import { tasksOf } from './server-list.ts'
import { dayFromNow, makeTasks, untilViewsLoaded, visits } from './visit.ts'

const { member, again } = visits()

const row = (page: Page, name: string) =>
  page.locator('#content').getByRole('article').filter({ hasText: name })

describe('the chat beside the list', () => {
  it('adds, lists, changes, deletes when it is allowed to, and takes back', async () => {
    const ada = await member()
    const { page } = ada
    await untilViewsLoaded(page)
    const chat = await openChat(page)
    await say(chat, 'add buy milk today')
    await did(chat, 'Added “Buy milk”').waitFor()
    await row(page, 'Buy milk').waitFor()
    await say(chat, 'show my tasks')
    await chat.getByText('Found 1 task').waitFor()
    await say(chat, 'make it urgent')
    await did(chat, 'Changed “Buy milk”').getByText('High priority').waitFor()
    await row(page, 'Buy milk').getByText('High priority').waitFor()
    await say(chat, 'delete milk')
    await row(page, 'Buy milk').waitFor()
    await chat.getByRole('button', { name: 'Approve: Delete “Buy milk” (#1)' }).click()
    await did(chat, 'Moved “Buy milk” to the trash').waitFor()
    await did(chat, 'Approved: Delete “Buy milk” (#1)').waitFor()
    await row(page, 'Buy milk').waitFor({ state: 'detached' })
    await did(chat, 'Moved “Buy milk” to the trash')
      .getByRole('button', { name: /^Undo: / })
      .click()
    await did(chat, 'Moved “Buy milk” to the trash').getByText('Undone').waitFor()
    await row(page, 'Buy milk').waitFor()
    await expect
      .poll(() => tasksOf(ada))
      .toMatchObject([{ title: 'Buy milk', due_date: dayFromNow(0), priority: 'high' }])
    await say(chat, 'add call mum today')
    await row(page, 'Call mum').waitFor()
    await say(chat, 'undo')
    await row(page, 'Call mum').waitFor({ state: 'detached' })
    await did(chat, 'Took a change back')
      .getByRole('button', { name: /^Do it again/ })
      .click()
    await row(page, 'Call mum').waitFor()
  })

  it('is seen live in another browser, and what is done there shows on its cards', async () => {
    const ada = await member()
    const bea = await again(ada)
    const chat = await openChat(ada.page)
    await say(chat, 'add call Grace today')
    await row(bea.page, 'Call Grace').waitFor()
    await bea.page.getByRole('button', { name: 'Complete: Call Grace' }).click()
    await did(chat, 'Added “Call Grace”').getByRole('button', { name: 'Reopen: Call Grace' }).click()
    await bea.page.getByRole('button', { name: 'Complete: Call Grace' }).waitFor()
  })

  it('shows tasks that it lists as they are, to be done and opened there', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Pay rent', due_date: dayFromNow(3) }, { title: 'Call mum' }])
    const chat = await openChat(page)
    await say(chat, 'what is on my list?')
    await chat.getByRole('button', { name: 'Complete: Pay rent' }).click()
    await chat.getByRole('button', { name: 'Reopen: Pay rent' }).waitFor()
    await expect.poll(() => tasksOf(ada)).toMatchObject([{ status: 'done' }, { status: 'pending' }])
    await chat.getByRole('link', { name: 'Call mum' }).click()
    const task = page.getByRole('region', { name: 'Open task' })
    await task.getByRole('textbox', { name: 'Title' }).waitFor()
    await page.keyboard.press('Escape')
    await task.waitFor({ state: 'detached' })
    await chat.waitFor()
  })

  it('says why a change cannot be taken back', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Pay rent', due_date: dayFromNow(0) }])
    const chat = await openChat(page)
    await say(chat, 'rename 1 to Pay the rent')
    const headers = { origin: new URL(page.url()).origin }
    await ada.context.request.patch('/api/tasks/1', { data: { title: 'Pay all rents' }, headers })
    await row(page, 'Pay all rents').waitFor()
    ada.expectProblem(/status of 409/)
    await did(chat, 'Changed “Pay the rent”')
      .getByRole('button', { name: /^Undo: / })
      .click()
    await chat.getByRole('alert').getByText('Title is now Pay all rents').waitFor()
  })

  it('takes the focus, stays while views change and over a reload, and gives the focus back', async () => {
    const { page } = await member()
    await untilViewsLoaded(page)
    const opener = page.getByRole('button', { name: 'Chat', exact: true })
    await opener.focus()
    await page.keyboard.press('c')
    const chat = chatOf(page)
    const isWritten = () => fieldOf(chat).evaluate((field) => field === document.activeElement)
    await expect.poll(isWritten).toBe(true)
    await page.keyboard.type('half a thou')
    await page.getByRole('link', { name: 'Upcoming' }).click()
    await page.getByRole('heading', { level: 1, name: 'Upcoming' }).waitFor()
    expect(await fieldOf(chat).inputValue()).toBe('half a thou')
    await page.reload()
    await expect.poll(() => fieldOf(chat).inputValue()).toBe('half a thou')
    expect(await isWritten()).toBe(false)
    await opener.focus()
    await page.keyboard.press('c')
    await expect.poll(isWritten).toBe(true)
    await page.keyboard.press('Escape')
    await chat.waitFor({ state: 'detached' })
    await opener.click()
    await expect.poll(isWritten).toBe(true)
    await page.keyboard.press('Escape')
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('chat with')
    await page.keyboard.press('Enter')
    await expect.poll(isWritten).toBe(true)
  })

  it('suggests what one can say, and says that the builtin model answers', async () => {
    const { page } = await member()
    const chat = await openChat(page)
    await chat.getByText('Answered by the builtin model').click()
    await chat.getByText('rules answer, without AI').waitFor()
    await chat.getByRole('button', { name: 'Add buy milk tomorrow' }).click()
    await did(chat, 'Added “Buy milk”').waitFor()
  })

  it.each([
    ['en-GB', enChat],
    ['de-DE', deChat],
  ])('understands each thing that it suggests in %s', async (locale, texts) => {
    const ada = await member({ locale })
    const { page } = ada
    const overdue = dayFromNow(-1)
    await makeTasks(ada, [
      { title: 'Pay rent', due_date: overdue },
      { title: 'Call mum', due_date: dayFromNow(0) },
    ])
    await untilViewsLoaded(page)
    await page.keyboard.press('c')
    const chat = page.getByRole('region', { name: texts.title, exact: true })
    for (const { text, english } of texts.empty.suggestions) {
      await chat.getByRole('button', { name: texts.new }).click()
      await chat.getByRole('button', { name: text }).click()
      await chat.getByRole('list', { name: texts.messages }).getByText(english, { exact: true }).waitFor()
      await untilAnswered(chat)
      expect(await chat.getByRole('article').count(), text).toBeGreaterThan(0)
    }
    await expect
      .poll(() => tasksOf(ada))
      .toMatchObject([
        { title: 'Pay rent', due_date: overdue },
        { title: 'Call mum', due_date: dayFromNow(1) },
        { title: expect.stringMatching(/milk|Milch/), due_date: dayFromNow(1) },
      ])
  })

  it('keeps an approval over a reload, and is answered from another tab', async () => {
    const ada = await member()
    const { page, open } = ada
    await makeTasks(ada, [{ title: 'Pay rent', due_date: dayFromNow(0) }])
    const chat = await openChat(page)
    await say(chat, 'delete rent')
    await page.reload()
    await chat.getByText('Waits for your yes').waitFor()
    const second = await open('/today')
    await row(second, 'Pay rent').waitFor()
    const other = await openChat(second)
    await other.getByRole('button', { name: 'Conversations' }).click()
    await other.getByRole('button', { name: /^delete rent/ }).click()
    await other.getByRole('button', { name: /^Refuse: / }).click()
    await did(other, 'Refused: Delete “Pay rent” (#1)').waitFor()
    await did(chat, 'Refused: Delete “Pay rent” (#1)').waitFor()
    expect(await tasksOf(ada)).toHaveLength(1)
    await say(other, 'delete rent')
    await write(other, 'yes')
    await did(other, 'Moved “Pay rent” to the trash').waitFor()
    await did(chat, 'Moved “Pay rent” to the trash').waitFor()
  })

  it('lets one say it otherwise, in the place of what was said', async () => {
    const { page } = await member()
    const chat = await openChat(page)
    await say(chat, 'add buy milk')
    await say(chat, 'what is on my list?')
    await said(chat, 'add buy milk').hover()
    await chat.getByRole('button', { name: 'Edit: add buy milk' }).click()
    const field = chat.getByRole('textbox', { name: 'Edit the message' })
    await field.fill('add buy bread')
    await field.press('Enter')
    await did(chat, 'Added “Buy bread”').waitFor()
    expect(await said(chat, 'what is on my list?').count()).toBe(0)
    expect(await did(chat, 'Added “Buy milk”').count()).toBe(0)
    await page.reload()
    await did(chat, 'Added “Buy bread”').waitFor()
    expect(await did(chat, 'Added “Buy milk”').count()).toBe(0)
  })
})

describe('conversations', () => {
  it('are listed, opened, renamed, exported and deleted, and each has an address', async () => {
    const { page, expectProblem } = await member()
    await untilViewsLoaded(page)
    const chat = await openChat(page)
    await say(chat, 'add buy milk')
    await chat.getByRole('button', { name: 'New conversation' }).click()
    await chat.getByText('What is to be done?').waitFor()
    await say(chat, 'add buy bread')
    await chat.getByRole('button', { name: 'Conversations' }).click()
    const lines = chat.getByRole('list', { name: 'Conversations' }).getByRole('listitem')
    await expect.poll(() => lines.count()).toBe(2)
    await chat.getByRole('button', { name: 'More: add buy milk' }).click()
    await chat.getByRole('button', { name: 'Rename' }).click()
    const dialog = page.getByRole('dialog', { name: 'Rename “add buy milk”' })
    await dialog.getByLabel('Name').fill('The milk')
    await dialog.getByLabel('Name').press('Enter')
    await chat.getByRole('button', { name: /^The milk/ }).waitFor()
    await chat.getByRole('button', { name: 'More: The milk' }).click()
    const coming = page.waitForEvent('download')
    await chat.getByRole('link', { name: 'Export as Markdown' }).click()
    const file = await coming
    expect(file.suggestedFilename()).toMatch(/^conversation-.+\.md$/)
    expect(await readFile(await file.path(), 'utf8')).toContain('add buy milk')
    await chat.getByRole('button', { name: /^The milk/ }).click()
    await did(chat, 'Added “Buy milk”').waitFor()
    await chat.getByRole('button', { name: 'Show on a page of its own' }).click()
    await page.getByRole('heading', { level: 1, name: 'The milk' }).waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/chat\/[0-9a-f-]{36}$/)
    await page.reload()
    const main = page.getByRole('main')
    await did(main, 'Added “Buy milk”').waitFor()
    await say(main, 'add buy butter')
    await did(main, 'Added “Buy butter”').waitFor()
    await main.getByRole('button', { name: 'Conversations' }).click()
    await main.getByRole('button', { name: 'More: The milk' }).click()
    await main.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
    await main.getByText('What is to be done?').waitFor()
    expect(new URL(page.url()).pathname).toBe('/chat')
    expectProblem(/status of 404/)
    await page.goBack()
    await main.getByText('This conversation is not there any more.').waitFor()
  })

  it('get an address when they begin on the page, and go on beside the list', async () => {
    const { page } = await member()
    await untilViewsLoaded(page)
    const opener = page.getByRole('button', { name: 'Chat', exact: true })
    expect(await opener.getAttribute('aria-current')).toBeNull()
    await page.keyboard.type('gc')
    const main = page.getByRole('main')
    await expect.poll(() => opener.getAttribute('aria-current')).toBe('page')
    expect(await page.locator('aside [aria-current]').count()).toBe(1)
    await say(main, 'add buy milk today')
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/chat\/[0-9a-f-]{36}$/)
    await main.getByRole('button', { name: 'Show beside the list' }).click()
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
    await did(chatOf(page), 'Added “Buy milk”').waitFor()
  })
})

describe('logging out', () => {
  it('leaves nothing of the chat on the device', async () => {
    const ada = await member()
    const { page } = ada
    ada.expectProblem(/status of 401/)
    const chat = await openChat(page)
    await say(chat, 'add buy milk')
    await fieldOf(chat).fill('a secret')
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL('**/login')
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
    await again(ada)
  })
})
