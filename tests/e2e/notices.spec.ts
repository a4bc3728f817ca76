import type { LocalTask, Notice, RefusedNotice } from '@todo/client/replica'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openHarness } from './harness/open.ts'
import type { Harness } from './harness/page.tsx'
import { untilRows } from './rows.ts'
import { visits } from './visit.ts'

const { stranger } = visits()

const task = (id: string, title: string): LocalTask => ({
  id,
  number: 1,
  title,
  description: null,
  status: 'pending',
  priority: 'medium',
  dueDate: null,
  tags: [],
  position: 'a1',
  version: 1,
  createdAt: '2026-05-04T08:00:00.000Z',
  updatedAt: '2026-05-04T08:00:00.000Z',
  completedAt: null,
  deletedAt: null,
})

const refused: RefusedNotice = {
  kind: 'refused',
  id: 'refused-1',
  at: '2026-05-04T08:00:00.000Z',
  write: { kind: 'create', at: '2026-05-04T08:00:00.000Z', taskIds: [] },
  texts: ['Pay rent tomorrow #home p1'],
  code: 'VALIDATION_FAILED',
  message: 'Validation error',
  issues: [{ path: 'title', message: 'The title is longer than 200 characters' }],
  conflicts: [],
  fallen: 2,
}

const conflict: Notice = {
  kind: 'conflict',
  id: 'conflict-1',
  at: '2026-05-04T08:00:00.000Z',
  taskId: 'a',
  field: 'dueDate',
  yours: '2026-05-05',
  theirs: null,
  by: { actor: 'agent', client: 'mcp:helper', at: '2026-05-04T09:30:00.000Z' },
}

async function opened(look: object = {}): Promise<Page> {
  const { page } = await stranger(look)
  await openHarness(page)
  return page
}

const setTasks = (page: Page, tasks: LocalTask[]): Promise<void> =>
  page.evaluate((tasks) => globalThis.harness.setTasks(tasks), tasks)
const setNotices = (page: Page, notices: Notice[]): Promise<void> =>
  page.evaluate((notices) => globalThis.harness.setNotices(notices), notices)
const calls = (page: Page): Promise<Harness['calls']> => page.evaluate(() => globalThis.harness.calls)
const card = (page: Page) => page.getByRole('region', { name: 'Messages' }).getByRole('article')

describe('what the list must tell', () => {
  it('is a refusal with its reason and the text that was written, until it is dismissed', async () => {
    const page = await opened()
    await setNotices(page, [refused])
    await card(page).getByRole('alert').getByText('This task was not added').waitFor()
    await card(page).getByText('The title is longer than 200 characters').waitFor()
    await card(page).getByText('2 later changes fell with it.').waitFor()
    expect(await card(page).getByRole('textbox', { name: 'What you wrote' }).inputValue()).toBe(
      'Pay rent tomorrow #home p1',
    )
    await card(page).getByRole('button', { name: 'Dismiss' }).click()
    await card(page).waitFor({ state: 'detached' })
    expect(await calls(page)).toEqual([['dismiss', 'refused-1']])
  })

  it('is tried again with the text as it was typed', async () => {
    const page = await opened()
    await setNotices(page, [refused])
    await card(page).getByRole('button', { name: 'Try again' }).click()
    await expect
      .poll(() => calls(page))
      .toEqual([
        ['dismiss', 'refused-1'],
        [
          'create',
          { title: 'Pay rent', priority: 'high', dueDate: '2026-05-05', tags: ['home'] },
          'Pay rent tomorrow #home p1',
        ],
      ])
  })

  it('is tried again where it was about tasks', async () => {
    const page = await opened()
    await setTasks(page, [task('a', 'Pay rent')])
    await setNotices(page, [
      {
        ...refused,
        texts: [],
        issues: [],
        code: 'WRITE_CONTENTION',
        write: { ...refused.write, kind: 'complete', taskIds: ['a'] },
      },
    ])
    await card(page).getByText('It was not completed').waitFor()
    await card(page).getByText('Pay rent').waitFor()
    await card(page).getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => calls(page)).toContainEqual(['complete', ['a']])
  })

  it('is a text that can be copied', async () => {
    const page = await opened({ permissions: ['clipboard-read', 'clipboard-write'] })
    await setNotices(page, [refused])
    await card(page).getByRole('button', { name: 'Copy the text' }).click()
    await card(page).getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Pay rent tomorrow #home p1')
  })

  it('is a field that was changed twice, with the other value to take', async () => {
    const page = await opened()
    await setTasks(page, [task('a', 'Pay rent')])
    await setNotices(page, [conflict])
    await card(page).getByText('“Pay rent”: Due was changed twice').waitFor()
    await card(page).getByText('Yours counts: Tomorrow').waitFor()
    await card(page)
      .getByText(/^The other \(An agent from helper, .+\): nothing$/)
      .waitFor()
    await card(page).getByRole('button', { name: 'Take the other' }).click()
    await card(page).waitFor({ state: 'detached' })
    expect(await calls(page)).toEqual([
      ['update', 'conflict-1'],
      ['dismiss', 'conflict-1'],
    ])
  })

  it('is reached by keys, and gives the focus back', async () => {
    const page = await opened()
    await setTasks(page, [task('a', 'Pay rent')])
    await page.keyboard.press('j')
    await setNotices(page, [conflict])
    await card(page).waitFor()
    await page.keyboard.type('gm')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await card(page).waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Pay rent')
  })

  it.each([
    { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
    { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
  ] as const)('can be used by everybody, in $colorScheme', async (look) => {
    const page = await opened(look)
    await setTasks(page, [task('a', 'Pay rent')])
    await setNotices(page, [refused, conflict])
    await card(page).nth(1).waitFor()
    await page.evaluate(axe.source)
    const found = await page.evaluate(
      `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + nodes[0].html))`,
    )
    expect(found).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
})

describe('a list of many', () => {
  it('makes one card anew where one task changes or is selected', async () => {
    const page = await opened()
    const tasks = Array.from({ length: 40 }, (_, index) => task(`t${index}`, `Task ${index}`))
    await setTasks(page, tasks)
    await untilRows(page, 40)
    const made = (): Promise<number> => page.evaluate(() => globalThis.harness.cards)
    const before = await made()
    await page.evaluate(() => globalThis.harness.rename('t7', 'Another title'))
    await page.getByText('Another title').waitFor()
    expect((await made()) - before).toBe(1)
    await page.getByRole('checkbox', { name: 'Select: Task 8', exact: true }).check()
    await page.getByRole('region', { name: 'Selected tasks' }).waitFor()
    expect((await made()) - before).toBe(2)
    await page.keyboard.press('Escape')
    await page.getByRole('region', { name: 'Selected tasks' }).waitFor({ state: 'detached' })
    expect((await made()) - before).toBe(3)
  })
})
