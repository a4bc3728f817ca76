import type { Locator, Page } from 'playwright-core'

/** The chat beside the view, opened by its key. */
export async function openChat(page: Page): Promise<Locator> {
  const chat = page.getByRole('region', { name: 'Chat', exact: true })
  await page.keyboard.press('c')
  await chat.getByRole('textbox', { name: 'Message to the assistant' }).waitFor()
  return chat
}

/** Says something there, and waits until it is answered. */
export async function say(chat: Locator, text: string): Promise<void> {
  await chat.getByRole('textbox', { name: 'Message to the assistant' }).fill(text)
  await chat.getByRole('textbox', { name: 'Message to the assistant' }).press('Enter')
  await answered(chat, text)
}

/** Until nothing is being answered after what was said. */
export async function answered(chat: Locator, text: string): Promise<void> {
  await chat.getByRole('list', { name: 'Messages' }).getByText(text, { exact: true }).last().waitFor()
  await chat.locator('ol[aria-busy="false"]').waitFor()
}
