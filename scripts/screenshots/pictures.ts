import type { BrowserContext, Page, WebSocketRoute } from 'playwright-core'

export type Screen = 'desktop' | 'phone'
type Picture = {
  name: string
  screens: readonly Screen[]
  path: string
  act?(page: Page, at: Place): Promise<void>
}
type Place = { context: BrowserContext; screen: Screen }

const both = ['desktop', 'phone'] as const
const taskLine = (page: Page, title: string) => page.getByRole('article').filter({ hasText: title })

/** In this order: what a picture changes is there in those after it. */
export const pictures: readonly Picture[] = [
  { name: 'today', screens: both, path: '/today', act: unfoldDone },
  { name: 'upcoming', screens: both, path: '/upcoming' },
  { name: 'all-tasks', screens: both, path: '/tasks?status=all&tag=work' },
  {
    name: 'task',
    screens: both,
    path: '/today',
    async act(page) {
      await taskLine(page, 'Pack for Lisbon').getByRole('link').click()
      const open = page.getByRole('region', { name: 'Open task' })
      await open.getByRole('link', { name: 'ipma.pt' }).waitFor()
    },
  },
  {
    name: 'quick-add',
    screens: both,
    path: '/today',
    async act(page) {
      await page.getByRole('button', { name: 'Add a task' }).filter({ visible: true }).click()
      const field = page.getByRole('dialog').getByRole('textbox')
      await field.fill('Book a table tomorrow 8pm p1 #lisbon')
      await page.getByRole('dialog').getByText('High priority').waitFor()
    },
  },
  {
    name: 'palette',
    screens: ['desktop'],
    path: '/today',
    async act(page) {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox').fill('to')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'selection',
    screens: both,
    path: '/today',
    async act(page) {
      for (const title of ['Pick up the prescription', 'Call Mum', 'Water the plants']) {
        await taskLine(page, title).getByRole('link').focus()
        await page.keyboard.press('x')
      }
      await page.getByRole('region', { name: 'Selected tasks' }).waitFor()
    },
  },
  { name: 'activity', screens: both, path: '/activity' },
  { name: 'settings', screens: both, path: '/settings' },
  { name: 'chat', screens: both, path: '/today', act: showChat },
  {
    name: 'offline',
    screens: both,
    path: '/today',
    async act(page, { context }) {
      await goOffline(page, context)
      const line = page.getByRole('textbox', { name: 'New task' })
      await line.fill('Ask the neighbours about the key')
      await line.press('Enter')
      await taskLine(page, 'Water the plants')
        .getByRole('button', { name: /^Complete/ })
        .click()
      await page.getByText('changes wait').first().waitFor({ state: 'attached' })
    },
  },
]

/** The conversation is had for the first picture, and is there in the others. */
async function showChat(page: Page, { context, screen }: Place): Promise<void> {
  const { conversations } = await (await context.request.get('/api/chat/conversations')).json()
  await page.keyboard.press('c')
  const chat = page.getByRole('region', { name: 'Chat', exact: true })
  const field = chat.getByRole('textbox', { name: 'Message to the assistant' })
  await field.waitFor()
  if (conversations.length > 0) {
    await chat.getByRole('button', { name: 'Conversations' }).click()
    await chat.getByRole('list', { name: 'Conversations' }).getByRole('button').first().click()
  } else {
    for (const text of [
      'What is overdue?',
      'move the library books to tomorrow',
      'delete the old phone contract',
    ]) {
      await field.fill(text)
      await field.press('Enter')
      await chat.getByRole('list', { name: 'Messages' }).getByText(text, { exact: true }).waitFor()
      await chat.locator('ol[aria-busy="false"]').waitFor()
    }
  }
  await chat.getByText('Waits for your yes').waitFor()
  // A line that can be typed in blinks.
  if (screen === 'phone') await field.evaluate((element) => element.blur())
}

async function unfoldDone(page: Page): Promise<void> {
  await page.getByText(/^Done today/).click()
  await page.evaluate('scrollTo(0, 0)')
}

/** A socket that is open stays so for a while when the browser goes offline; this one is closed. */
async function goOffline(page: Page, context: BrowserContext): Promise<void> {
  const open = new Set<WebSocketRoute>()
  let isCut = false
  await page.routeWebSocket(/./, (socket) => {
    if (isCut) return void socket.close()
    socket.connectToServer()
    open.add(socket)
  })
  await page.reload()
  await page.getByText('Live', { exact: true }).first().waitFor({ state: 'attached' })
  isCut = true
  await context.setOffline(true)
  for (const socket of open) await socket.close()
  await page
    .getByText(/^Offline/)
    .first()
    .waitFor({ state: 'attached' })
}
