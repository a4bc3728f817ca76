import type { Locator, Page } from 'playwright-core'

/** The chat beside the view, opened by its key. */
export async function openChat(page: Page): Promise<Locator> {
  const chat = chatOf(page)
  await page.keyboard.press('c')
  await fieldOf(chat).waitFor()
  return chat
}

export const chatOf = (page: Page): Locator => page.getByRole('region', { name: 'Chat', exact: true })

export const fieldOf = (chat: Locator): Locator =>
  chat.getByRole('textbox', { name: 'Message to the assistant' })

/** Says something there, and waits until it is answered. */
export async function say(chat: Locator, text: string): Promise<void> {
  await write(chat, text)
  await untilAnswered(chat)
}

/** Says something there, and waits until the server has taken it. */
export async function write(chat: Locator, text: string): Promise<void> {
  await fieldOf(chat).fill(text)
  await fieldOf(chat).press('Enter')
  await said(chat, text).waitFor()
}

/** What the person has said there. */
export const said = (chat: Locator, text: string): Locator =>
  chat.getByRole('list', { name: 'Messages' }).getByText(text, { exact: true }).last()

/** Until nothing is being answered. */
export const untilAnswered = (chat: Locator): Promise<void> => chat.locator('ol[aria-busy="false"]').waitFor()

/** The card of what the assistant did, by its line. */
export const did = (chat: Locator, line: string): Locator =>
  chat.getByRole('article', { name: line, exact: true })
