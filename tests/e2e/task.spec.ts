import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { untilRows } from './rows.ts'
import { dayFromNow, makeTasks, untilViewsLoaded, type Visitor, visits } from './visit.ts'

const { member, again } = visits()

const panel = (page: Page) => page.getByRole('region', { name: 'Open task' })
const title = (page: Page) => page.getByRole('textbox', { name: 'Title' })
const path = (page: Page): string => new URL(page.url()).pathname

/** The name of what has the focus, as far as it has one. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document
    const name = activeElement?.querySelector('.sr-only') ?? activeElement
    return activeElement === document.body ? 'nothing' : (name?.textContent ?? '')
  })

/** A pause in typing comes before it, and then the way to the server. */
const saved = { timeout: 10_000 }

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('article').filter({ hasText: name }).getByRole('link').click()
  await title(page).waitFor()
}

/** A task as the server has it. */
async function kept({ context }: Visitor, number: number): Promise<Record<string, unknown>> {
  const answer = await context.request.get(`/api/tasks/${number}`)
  return answer.ok() ? (await answer.json()).task : { status: answer.status() }
}

const change = ({ context, page }: Visitor, number: number, data: object) =>
  context.request.patch(`/api/tasks/${number}`, { data, headers: { origin: new URL(page.url()).origin } })

/** What in the open task is too small for a thumb. */
const smallTargets = (page: Page): Promise<string[]> =>
  panel(page).evaluate((region) =>
    [...region.querySelectorAll('button, select, summary, input')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => ({ html: element.outerHTML.slice(0, 80), box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
      .map(({ html }) => html),
  )

/** A long list under All tasks; task 1 is at its end. */
async function atLongList(): Promise<Visitor> {
  const ada = await member({ viewport: { width: 1440, height: 700 } })
  await makeTasks(
    ada,
    Array.from({ length: 40 }, (_, index) => ({ title: `Chore ${index + 1}` })),
  )
  await ada.page.goto('/tasks')
  await untilRows(ada.page, 40)
  await untilViewsLoaded(ada.page)
  return ada
}

describe('a task that is opened from a list', () => {
  it('stands beside it, at its address, without a request; the list stays where it is', async () => {
    const { page } = await atLongList()
    await page.getByRole('article').nth(30).scrollIntoViewIfNeeded()
    const line = page.getByRole('article').filter({ hasText: 'Chore 12' })
    const before = { box: await line.boundingBox(), scrolled: await page.evaluate(() => scrollY) }
    expect(before.scrolled).toBeGreaterThan(200)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await open(page, 'Chore 12')
    expect(path(page)).toBe('/tasks/12')
    await expect.poll(() => page.title()).toBe('Chore 12 · todo')
    await expect.poll(() => focused(page)).toBe('Task 12: Chore 12')
    expect(await page.getByRole('heading', { level: 1, name: 'All tasks' }).isVisible()).toBe(true)
    expect(await page.evaluate(() => scrollY)).toBe(before.scrolled)
    const after = await line.boundingBox()
    expect([after?.x, after?.y]).toEqual([before.box?.x, before.box?.y])
    expect(await line.getByRole('link').getAttribute('aria-current')).toBe('true')
    expect(asked).toEqual([])
  })

  it('is closed by Back, by Escape and by its button, each to the line it was opened from', async () => {
    const { page } = await atLongList()
    const ways = [
      () => page.goBack(),
      () => page.keyboard.press('Escape'),
      () => page.getByRole('button', { name: 'Close the task' }).click(),
    ]
    for (const close of ways) {
      await open(page, 'Chore 12')
      const scrolled = await page.evaluate(() => {
        scrollBy(0, -40)
        return scrollY
      })
      expect(scrolled).toBeGreaterThan(200)
      await close()
      await panel(page).waitFor({ state: 'detached' })
      expect(path(page)).toBe('/tasks')
      await expect.poll(() => focused(page)).toBe('Chore 12')
      await expect.poll(() => page.title()).toBe('All tasks · todo')
      expect(await page.evaluate(() => scrollY)).toBe(scrolled)
    }
  })

  it('gives way to the next one, and Back leads to the list; forward opens it again', async () => {
    const { page } = await atLongList()
    await open(page, 'Chore 40')
    await open(page, 'Chore 39')
    await expect.poll(() => title(page).inputValue()).toBe('Chore 39')
    await page.goBack()
    await panel(page).waitFor({ state: 'detached' })
    expect(path(page)).toBe('/tasks')
    await page.goForward()
    await expect.poll(() => title(page).inputValue()).toBe('Chore 39')
  })

  it('stays open while its list is filtered, which Back then finds as it is', async () => {
    const { page } = await atLongList()
    await open(page, 'Chore 40')
    await page.getByRole('main').getByRole('combobox', { name: 'Priority' }).first().selectOption('medium')
    expect(path(page)).toBe('/tasks/40')
    await page.getByRole('button', { name: 'Close the task' }).click()
    await panel(page).waitFor({ state: 'detached' })
    expect(page.url()).toContain('/tasks?priority=medium')
  })

  it('is there again after a reload, beside the same view', async () => {
    const { page } = await atLongList()
    await open(page, 'Chore 12')
    await page.reload()
    await expect.poll(() => title(page).inputValue()).toBe('Chore 12')
    await page.getByRole('heading', { level: 1, name: 'All tasks' }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => path(page)).toBe('/tasks')
    await page.getByRole('article').first().waitFor()
  })

  it('is a page with a way back on a phone, and the list is where it was', async () => {
    const ada = await member({ viewport: { width: 360, height: 640 }, hasTouch: true })
    const { page } = ada
    await makeTasks(
      ada,
      Array.from({ length: 30 }, (_, index) => ({ title: `Chore ${index + 1}` })),
    )
    await page.goto('/tasks')
    await untilRows(page, 30)
    await page.getByRole('article').nth(25).scrollIntoViewIfNeeded()
    const scrolled = await page.evaluate(() => scrollY)
    await open(page, 'Chore 6')
    expect(await page.getByRole('heading', { level: 1, name: 'All tasks' }).isVisible()).toBe(false)
    expect(await smallTargets(page)).toEqual([])
    await panel(page).getByRole('button', { name: /^Due/ }).click()
    await page.getByRole('grid').waitFor()
    await page.getByRole('button', { name: 'Tomorrow' }).click()
    await panel(page).getByRole('button', { name: 'Remove the date' }).waitFor()
    expect(await smallTargets(page)).toEqual([])
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('heading', { level: 1, name: 'All tasks' }).waitFor()
    expect(await page.evaluate(() => scrollY)).toBe(scrolled)
    await expect.poll(() => focused(page)).toContain('Chore 6')
  })
})

describe('the address of a task', () => {
  it('opens it as a page, whose link can be copied', async () => {
    const ada = await member({ permissions: ['clipboard-read', 'clipboard-write'] })
    const { page } = ada
    await makeTasks(ada, [{ title: 'Pay rent' }])
    await page.goto('/tasks/1')
    await page.getByRole('heading', { level: 1, name: 'Task 1: Pay rent' }).waitFor()
    expect(await panel(page).count()).toBe(0)
    await page.getByRole('button', { name: 'Copy the link' }).click()
    await page.getByRole('status').getByText('Link copied').waitFor({ state: 'attached' })
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url())
    await page.getByRole('button', { name: 'All tasks' }).click()
    await page.getByRole('heading', { level: 1, name: 'All tasks' }).waitFor()
  })

  it('can have the id of a task, as one has no number before the server gave it; then the number counts', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Pay rent' }])
    await page.goto(`/tasks/${(await kept(ada, 1)).id}`)
    await page.getByRole('heading', { level: 1, name: 'Task 1: Pay rent' }).waitFor()
    await expect.poll(() => path(page)).toBe('/tasks/1')
  })

  it('that has no task says so, and so does one that cannot have any', async () => {
    const { page, expectProblem } = await member()
    expectProblem(/status of 404/)
    await page.goto('/tasks/999')
    await page.getByText('There is no such task.').waitFor()
    await page.getByRole('main').getByRole('link', { name: 'All tasks' }).click()
    await page.getByRole('heading', { level: 1, name: 'All tasks' }).waitFor()
    for (const nowhere of ['/tasks/x', '/settings/xyz', '/settings/keys/more']) {
      await page.goto(nowhere)
      await page.getByRole('heading', { level: 1, name: 'There is no such page.' }).waitFor()
      await expect.poll(() => page.title()).toBe('There is no such page. · todo')
    }
    await page.getByRole('link', { name: 'Go to Today' }).click()
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
  })

  it('shows and changes an old task that only the server has', async () => {
    const ada = await member()
    const { page } = ada
    await makeOldTask(ada)
    await page.reload()
    await page.getByText('Live', { exact: true }).first().waitFor({ state: 'attached' })
    await page.goto('/tasks/1')
    await page.getByRole('heading', { level: 1, name: 'Task 1: Old chore' }).waitFor()
    await title(page).fill('Very old chore')
    await title(page).press('Enter')
    await expect.poll(async () => (await kept(ada, 1)).title, saved).toBe('Very old chore')
    await page.getByRole('button', { name: 'Reopen: Very old chore' }).click()
    await expect.poll(async () => (await kept(ada, 1)).status, saved).toBe('pending')
    await page.getByRole('button', { name: 'Complete: Very old chore' }).waitFor()
  })

  it('says that the server cannot be reached for a task that is not here, and shows it once it can', async () => {
    const ada = await member()
    const { page } = ada
    ada.expectProblem(/ERR_FAILED|Failed to load/)
    await makeOldTask(ada)
    await page.route('**/api/tasks/1', (route) => route.abort())
    await page.goto('/tasks/1')
    // Being connected again is a reason to ask by itself.
    await page.getByText('Live', { exact: true }).first().waitFor({ state: 'attached' })
    await page.getByText('This task is not on this device').waitFor()
    await page.unroute('**/api/tasks/1')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Task 1: Old chore' }).waitFor()
  })

  it('keeps what was written where the server did not take it', async () => {
    const ada = await member()
    const { page } = ada
    ada.expectProblem(/ERR_FAILED|Failed to load/)
    await makeOldTask(ada)
    await page.goto('/tasks/1')
    await title(page).waitFor()
    await page.route('**/api/tasks/1**', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    )
    await page.route('**/api/tasks/*-*', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    )
    await title(page).fill('Written in vain?')
    await title(page).press('Enter')
    await page.getByRole('alert').getByText('did not reach the server').waitFor()
    await title(page).blur()
    expect(await title(page).inputValue()).toBe('Written in vain?')
    await page.reload()
    await page.getByRole('alert').getByText('did not reach the server').waitFor()
    expect(await title(page).inputValue()).toBe('Written in vain?')
    expect((await kept(ada, 1)).title).toBe('Old chore')
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(async () => (await kept(ada, 1)).title, saved).toBe('Written in vain?')
    await page.getByRole('alert').getByText('did not reach').waitFor({ state: 'detached' })
  })
})

describe('changing a task', () => {
  it('saves each field by itself', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Pay rent', due_date: dayFromNow(0) }])
    await open(page, 'Pay rent')
    const region = panel(page)
    await title(page).fill('Pay the rent')
    await region.getByRole('combobox', { name: 'Priority' }).selectOption('high')
    await region.getByRole('combobox', { name: 'Status' }).selectOption('in_progress')
    await expect
      .poll(() => kept(ada, 1), saved)
      .toMatchObject({ title: 'Pay the rent', priority: 'high', status: 'in_progress' })
    await page.getByRole('article').getByText('Pay the rent').waitFor()
    await region.getByRole('button', { name: 'Complete: Pay the rent' }).click()
    await expect.poll(async () => (await kept(ada, 1)).status, saved).toBe('done')
    await region.getByRole('button', { name: 'Reopen: Pay the rent' }).click()
    await expect.poll(async () => (await kept(ada, 1)).status, saved).toBe('pending')
  })

  it('saves after a pause in typing, without leaving the field', async () => {
    const ada = await member()
    await makeTasks(ada, [{ title: 'Pay rent', due_date: dayFromNow(0) }])
    await open(ada.page, 'Pay rent')
    await title(ada.page).fill('Pay the rent')
    await expect.poll(async () => (await kept(ada, 1)).title, saved).toBe('Pay the rent')
    expect(await ada.page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  })

  it('loses nothing that was typed where the task is closed with the last key', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Pay rent', due_date: dayFromNow(0) }])
    const ways = [
      () => page.keyboard.press('Escape'),
      () => page.goBack(),
      () => page.getByRole('navigation').first().getByRole('link', { name: 'Upcoming' }).click(),
      () => page.reload(),
    ]
    const tags = panel(page).getByRole('combobox', { name: 'Tags' })
    for (const [index, leave] of ways.entries()) {
      await page.goto('/today')
      await open(page, 'Pay')
      await title(page).press('End')
      await page.keyboard.type(String(index))
      await leave()
      await expect
        .poll(async () => String((await kept(ada, 1)).title), saved)
        .toMatch(new RegExp(`${index}$`))
    }
    expect((await kept(ada, 1)).title).toBe('Pay rent0123')
    await page.goto('/today')
    await open(page, 'Pay')
    await tags.focus()
    await page.keyboard.type('home')
    await page.goBack()
    await expect.poll(async () => (await kept(ada, 1)).tags, saved).toEqual(['home'])
  })

  it('says beside the field what is wrong, saves nothing of it, and keeps it', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Pay rent', due_date: dayFromNow(0) }])
    await open(page, 'Pay rent')
    await title(page).fill('')
    await panel(page).getByText('A task needs a title.').waitFor()
    expect(await title(page).getAttribute('aria-invalid')).toBe('true')
    const long = 'x'.repeat(201)
    await title(page).fill(long)
    await panel(page).getByText('201 characters are more than 200').waitFor()
    await page.keyboard.press('Escape')
    await panel(page).waitFor({ state: 'detached' })
    await page.reload()
    await open(page, 'Pay rent')
    expect(await title(page).inputValue()).toBe(long)
    await title(page).fill('Pay the rent')
    await expect.poll(async () => (await kept(ada, 1)).title, saved).toBe('Pay the rent')
    expect(await panel(page).getByText('characters are more').count()).toBe(0)
  })

  it('shows a change from elsewhere, but not under the hands of whoever is typing', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Pay rent', due_date: dayFromNow(0) }])
    await open(page, 'Pay rent')
    await change(ada, 1, { title: 'Pay all rents', priority: 'high' })
    await expect.poll(() => title(page).inputValue()).toBe('Pay all rents')

    await title(page).fill('Pay no rent')
    await expect.poll(async () => (await kept(ada, 1)).title, saved).toBe('Pay no rent')
    await change(ada, 1, { title: 'Pay some rents', priority: 'low' })
    const priority = panel(page).getByRole('combobox', { name: 'Priority' })
    await expect.poll(() => priority.inputValue()).toBe('low')
    expect(await title(page).inputValue()).toBe('Pay no rent')
    await panel(page).getByText('Changed elsewhere meanwhile').waitFor()
    await panel(page).getByRole('button', { name: 'Use that' }).click()
    await expect.poll(() => title(page).inputValue()).toBe('Pay some rents')
    expect((await kept(ada, 1)).title).toBe('Pay some rents')
  })

  it('shows in two browsers what either changes', async () => {
    const ada = await member()
    await makeTasks(ada, [{ title: 'Pay rent', due_date: dayFromNow(0) }])
    const other = await again(ada)
    await open(ada.page, 'Pay rent')
    await open(other.page, 'Pay rent')
    await title(ada.page).fill('Pay the rent')
    await expect.poll(() => title(other.page).inputValue(), saved).toBe('Pay the rent')
  })

  it('moves to the trash, where the task can be opened, taken back, and ended', async () => {
    const ada = await member()
    const { page } = ada
    ada.expectProblem(/status of 404/)
    const due_date = dayFromNow(0)
    await makeTasks(ada, [
      { title: 'Pay rent', due_date },
      { title: 'Call Grace', due_date },
    ])
    await open(page, 'Pay rent')
    await panel(page).getByRole('button', { name: 'Delete' }).click()
    await panel(page).waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toContain('Call Grace')
    await page.goto('/tasks/1')
    await page.getByText('This task is in the trash.').waitFor()
    await page.getByRole('button', { name: 'Restore' }).click()
    await title(page).waitFor()
    await expect.poll(() => focused(page)).toBe('Task 1: Pay rent')
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.goto('/tasks/1')
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
    await expect
      .poll(async () => (await ada.context.request.get('/api/trash')).json())
      .toMatchObject({ total: 0 })
  })

  it('tells what happened to the task, and takes it back here', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [{ title: 'Pay rent', due_date: dayFromNow(0) }, { title: 'Another' }])
    await change(ada, 1, { title: 'Pay the rent' })
    await open(page, 'Pay the rent')
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await panel(page).getByText('History').click()
    await panel(page).getByText('Title: Pay rent').waitFor()
    expect(asked.some((url) => url.includes('/api/history?'))).toBe(true)
    expect(await panel(page).getByText('Another').count()).toBe(0)
    await panel(page).getByRole('button', { name: 'Undo: Changed' }).click()
    await expect.poll(() => title(page).inputValue()).toBe('Pay rent')
    await panel(page).getByText('Undone').waitFor()
  })
})

describe('the tags of a task', () => {
  it('are offered as one types, added and removed by keys', async () => {
    const ada = await member()
    const { page } = ada
    await makeTasks(ada, [
      { title: 'Pay rent', due_date: dayFromNow(0), tags: ['money'] },
      { title: 'Call', tags: ['home', 'household'] },
    ])
    await open(page, 'Pay rent')
    const line = panel(page).getByRole('combobox', { name: 'Tags' })
    await line.focus()
    await page.keyboard.type('ho')
    await panel(page).getByRole('listbox', { name: 'Tags in use' }).getByRole('option').nth(1).waitFor()
    expect(await line.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('ArrowDown')
    const active = await line.getAttribute('aria-activedescendant')
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await kept(ada, 1)).tags, saved).toHaveLength(2)
    await page.keyboard.type('#New ')
    await page.keyboard.type('last')
    await page.keyboard.press('Tab')
    await expect.poll(async () => (await kept(ada, 1)).tags, saved).toEqual(['money', 'home', 'new', 'last'])
    await line.focus()
    await page.keyboard.press('Backspace')
    await expect.poll(async () => (await kept(ada, 1)).tags, saved).toEqual(['money', 'home', 'new'])
    await panel(page).getByRole('button', { name: 'Remove #money' }).click()
    await expect.poll(async () => (await kept(ada, 1)).tags, saved).toEqual(['home', 'new'])
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox')
    await page.keyboard.type('a,b#')
    await panel(page).getByText('Use 1 to 50 characters').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await panel(page).waitFor({ state: 'detached' })
  })
})

/** One that was done long ago, as an import brings it. */
async function makeOldTask({ context, page }: Visitor): Promise<void> {
  const at = '2020-01-02T08:00:00.000Z'
  const csv = `title,status,created_at,updated_at,completed_at\nOld chore,done,${at},${at},${at}\n`
  const answer = await context.request.post('/api/import?format=csv', {
    data: csv,
    headers: { origin: new URL(page.url()).origin, 'content-type': 'text/csv' },
  })
  if (!answer.ok()) throw new Error(await answer.text())
}
