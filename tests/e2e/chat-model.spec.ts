import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ScriptedServer, startScriptedServer } from '../acceptance/assistant/scripted-server.ts'
import { chatOf, fieldOf, openChat, said, say, untilAnswered, write } from './chat.ts'
import { ownServer } from './own-server.ts'
import { untilViewsLoaded, visits } from './visit.ts'

let model: ScriptedServer
beforeAll(async () => {
  model = await startScriptedServer()
})
afterAll(() => model.close())

const server = ownServer(() => ({ OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'scripted' }))
const { member } = visits({ at: () => server.address })

describe('what another model says', () => {
  it('is shown as Markdown that can neither load an image nor run a script', async () => {
    const { page } = await member()
    const chat = await openChat(page)
    model.script({
      text: [
        'This is **bold**, and ![a picture](https://elsewhere.example/x.png)',
        '<img src="https://elsewhere.example/y.png" onerror="document.title=1"><script>document.title=2</script>',
        '[run](javascript:document.title=3) and [read](https://example.org/)',
      ].join('\n\n'),
    })
    await say(chat, 'Hello')
    await chat.locator('strong', { hasText: 'bold' }).waitFor()
    await chat.getByRole('link', { name: 'read' }).waitFor()
    expect(await chat.locator('img, script, a[href^="javascript"]').count()).toBe(0)
    await chat.getByText('<img src=').waitFor()
    expect(await page.title()).toBe('Today · todo')
    await chat.getByText('scripted', { exact: true }).waitFor()
    expect(await chat.getByText('builtin').count()).toBe(0)
  })

  it('is read out once, when all of it is there', async () => {
    const { page } = await member()
    const chat = await openChat(page)
    model.script({ text: 'There is **nothing** to do.' })
    await say(chat, 'Hello')
    await page
      .getByRole('status')
      .getByText('Assistant: There is nothing to do.')
      .waitFor({ state: 'attached' })
    expect(await chat.locator('[aria-live], [role="log"]').count()).toBe(0)
  })

  it('is stopped, and asked for again in its place', async () => {
    const { page } = await member()
    const chat = await openChat(page)
    model.script({ fault: 'stalls' })
    await write(chat, 'Hello')
    await chat.getByText('Half an ans').waitFor()
    await fieldOf(chat).fill('And then')
    await chat.getByRole('button', { name: 'Stop' }).click()
    await chat.getByText('Stopped. What was done stands.').waitFor()
    expect(await fieldOf(chat).inputValue()).toBe('And then')
    model.script({ text: 'Here I am.' })
    await chat.getByRole('button', { name: 'Try again' }).click()
    await chat.getByText('Here I am.').waitFor()
    await untilAnswered(chat)
    expect(await chat.getByText('Half an ans').count()).toBe(0)
    expect(await chat.getByText('Hello', { exact: true }).count()).toBe(2)
  })

  it('goes on while the page is loaded anew, and is followed again', async () => {
    const { page, open } = await member()
    const chat = await openChat(page)
    model.script({ fault: 'stalls' })
    await write(chat, 'Hello')
    await chat.getByText('Half an ans').waitFor()
    await page.reload()
    await chat.getByText('Half an ans').waitFor()
    const second = await open('/today')
    await openChat(second)
    await chatOf(second).getByRole('button', { name: 'Conversations' }).click()
    await chatOf(second)
      .getByRole('button', { name: /^Hello/ })
      .click()
    await chatOf(second).getByText('Half an ans').waitFor()
    await chatOf(second).getByRole('button', { name: 'Stop' }).click()
    await chat.getByText('Stopped. What was done stands.').waitFor()
  })
})

describe('an answer', () => {
  it('is followed to its end, unless one has scrolled away, and is led back to by a button', async () => {
    const { page } = await member()
    const chat = await openChat(page)
    const lines = (name: string) => Array.from({ length: 60 }, (_, index) => `${name} ${index}`).join('\n\n')
    const toEnd = chat.getByRole('button', { name: 'To the end' })
    model.script({ text: lines('first') }, { text: lines('second') })
    await say(chat, 'Hello')
    await expect.poll(() => isInSight(chat.getByText('first 59', { exact: true }))).toBe(true)
    expect(await toEnd.isVisible()).toBe(false)
    await chat.getByText('first 3', { exact: true }).scrollIntoViewIfNeeded()
    await toEnd.waitFor()
    await toEnd.click()
    await expect.poll(() => isInSight(chat.getByText('first 59', { exact: true }))).toBe(true)
    await say(chat, 'Once more')
    await expect.poll(() => isInSight(chat.getByText('second 59', { exact: true }))).toBe(true)
  })

  it('is heard on once there is a connection again', async () => {
    const ada = await member()
    const { page, context } = ada
    ada.expectProblem(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|WebSocket/)
    await untilViewsLoaded(page)
    const chat = await openChat(page)
    model.script({ fault: 'stalls' })
    await write(chat, 'Hello')
    await chat.getByText('Half an ans').waitFor()
    await context.setOffline(true)
    await chat.getByText('The connection is lost.').waitFor()
    await context.setOffline(false)
    await chat.getByText('The connection is lost.').waitFor({ state: 'detached' })
    await chat.getByRole('button', { name: 'Stop' }).click()
    await chat.getByText('Stopped. What was done stands.').waitFor()
    expect(await chat.getByText('Half an ans').count()).toBe(1)
  })
})

const isInSight = (part: Locator): Promise<boolean> =>
  part.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return top >= 0 && bottom <= innerHeight
  })

describe('what was typed', () => {
  it('is kept without a connection, which the chat says, and sent with one', async () => {
    const ada = await member()
    const { page, context } = ada
    ada.expectProblem(/ERR_INTERNET_DISCONNECTED|WebSocket/)
    await untilViewsLoaded(page)
    const chat = await openChat(page)
    await say(chat, 'Hello')
    await context.setOffline(true)
    await chat.getByText('You are offline.').waitFor()
    await fieldOf(chat).fill('Are you there?')
    await fieldOf(chat).press('Enter')
    await chat.getByRole('alert').getByText('The server cannot be reached.').waitFor()
    expect(await fieldOf(chat).inputValue()).toBe('Are you there?')
    await context.setOffline(false)
    await chat.getByText('You are offline.').waitFor({ state: 'detached' })
    model.script({ text: 'I am.' })
    await fieldOf(chat).press('Enter')
    await said(chat, 'Are you there?').waitFor()
    await chat.getByText('I am.', { exact: true }).waitFor()
    expect(await fieldOf(chat).inputValue()).toBe('')
  })

  it('is kept where there were too many messages, with what the server says to that', async () => {
    const ada = await member()
    const { page, context } = ada
    const headers = { origin: server.address }
    for (let count = 0; count < 30; count++)
      await context.request.post('/api/chat/message', { data: { message: 'Hello' }, headers })
    ada.expectProblem(/status of 429/)
    const chat = await openChat(page)
    await fieldOf(chat).fill('One more')
    await fieldOf(chat).press('Enter')
    await chat.getByRole('alert').getByText('Too many messages').waitFor()
    expect(await fieldOf(chat).inputValue()).toBe('One more')
  })
})
