import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { looks, violations } from './axe.ts'
import { chatOf, did, fieldOf, openChat, say } from './chat.ts'
import { dayFromNow, makeTasks, untilViewsLoaded, visits } from './visit.ts'

const { member } = visits()

type Look = BrowserContextOptions & { name: string; dir?: 'rtl' }

const all: readonly Look[] = [
  ...looks.map((look) => ({ name: `${look.colorScheme}, ${look.viewport.width} pixels wide`, ...look })),
  { name: '768 pixels wide', viewport: { width: 768, height: 900 } },
  { name: '320 pixels wide', viewport: { width: 320, height: 640 } },
  { name: 'forced colours', forcedColors: 'active', viewport: { width: 1440, height: 900 } },
  { name: 'right to left', reducedMotion: 'reduce', dir: 'rtl', viewport: { width: 360, height: 740 } },
]

async function check(page: Page, what: string): Promise<void> {
  await page.waitForFunction(() => document.getAnimations().length === 0)
  expect(await violations(page), what).toEqual([])
  const fits = await page.evaluate(() => {
    const chat = document.querySelector('[data-chatting]')
    const inner = [...(chat?.querySelectorAll('*') ?? [])].filter((each) => each.clientWidth > 0)
    const isIn = (box: DOMRect): boolean => box.left >= -1 && box.right <= innerWidth + 1
    return (
      document.documentElement.scrollWidth <= innerWidth &&
      inner.filter((each) => !each.closest('.sr-only')).every((each) => isIn(each.getBoundingClientRect()))
    )
  })
  expect(fits, what).toBe(true)
}

describe.each(all)('$name', ({ name: _, dir, ...look }) => {
  it('has a chat that everybody can use in each of its states, within the window', {
    timeout: 120_000,
  }, async () => {
    const ada = await member(look)
    const { page } = ada
    await makeTasks(ada, [
      { title: `Pay rent ${'x'.repeat(90)}`, due_date: dayFromNow(0), priority: 'high', tags: ['home'] },
      { title: `Call ${'mum '.repeat(30)}`, due_date: dayFromNow(-1) },
    ])
    await untilViewsLoaded(page)
    if (dir) await page.evaluate((wanted) => document.documentElement.setAttribute('dir', wanted), dir)
    const chat = await openChat(page)
    await check(page, 'empty')
    await say(chat, 'what is on my list?')
    await check(page, 'listed')
    await say(chat, `add read ${'y'.repeat(100)} tomorrow`)
    await say(chat, 'delete it')
    await chat.getByText('Found 2 tasks').click()
    await check(page, 'asked')
    await chat.getByRole('button', { name: /^Approve: / }).click()
    await chat.getByText('in the trash').first().waitFor()
    await chat.getByRole('button', { name: /^Undo: Moved/ }).click()
    await chat.getByText('Undone').waitFor()
    await chat.getByText('Answered by the builtin model').click()
    await check(page, 'undone')
    await chat.getByRole('button', { name: 'Edit: delete it' }).click()
    await chat.getByRole('textbox', { name: 'Edit the message' }).waitFor()
    await fieldOf(chat).fill('z'.repeat(4_001))
    await chat.getByText('A message has at most 4000 characters').waitFor()
    await check(page, 'edited')
    await chat.getByRole('button', { name: 'Conversations' }).click()
    await chat.getByRole('button', { name: /^More: / }).click()
    await check(page, 'conversations')
    await page.goto('/chat')
    await page.getByRole('main').getByText('What is to be done?').waitFor()
    await check(page, 'page')
  })
})

describe('on a phone', () => {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const

  it('takes the whole screen, is led to from the menu, and has targets for a thumb', async () => {
    const { page } = await member(phone)
    await untilViewsLoaded(page)
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('button', { name: 'Chat', exact: true }).filter({ visible: true }).click()
    const chat = chatOf(page)
    await fieldOf(chat).waitFor()
    expect(await chat.boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 740 })
    expect(await page.getByRole('navigation', { name: 'Views' }).filter({ visible: true }).count()).toBe(0)
    await say(chat, 'add buy milk today')
    await did(chat, 'Added “Buy milk”').waitFor()
    const small = await chat
      .getByRole('button')
      .evaluateAll((buttons) =>
        buttons
          .map((button) => button.getBoundingClientRect())
          .filter(({ width, height }) => width > 0 && (width < 44 || height < 44)),
      )
    expect(small).toEqual([])
    await chat.getByRole('button', { name: 'Close the chat' }).click()
    await chat.waitFor({ state: 'detached' })
    await page.locator('#content').getByRole('article').filter({ hasText: 'Buy milk' }).waitFor()
  })
})

describe('in German', () => {
  it('says everything in that language', async () => {
    const { page } = await member({ locale: 'de-DE' })
    await page.keyboard.press('c')
    const chat = chatOf(page)
    const field = chat.getByRole('textbox', { name: 'Nachricht an den Assistenten' })
    await chat.getByText('Was ist zu tun?').waitFor()
    await chat.getByText('Das eingebaute Modell antwortet').waitFor()
    await field.fill('add buy milk')
    await field.press('Enter')
    await did(chat, '„Buy milk“ hinzugefügt')
      .getByRole('button', { name: /^Zurücknehmen: / })
      .click()
    await did(chat, '„Buy milk“ hinzugefügt').getByText('Zurückgenommen').waitFor()
  })
})
