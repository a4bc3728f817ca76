import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { dayFromNow, makeTasks, untilViewsLoaded, visits } from './visit.ts'

const { member } = visits()

/** Opens the dialog by its button, and gives its field. */
async function open(page: Page): Promise<Locator> {
  await untilViewsLoaded(page)
  await page.getByRole('button', { name: 'Add a task' }).filter({ visible: true }).click()
  return page.getByRole('dialog').getByRole('textbox', { name: 'New task' })
}

/** What is tinted in place, by kind. */
const tints = (page: Page): Promise<string[]> =>
  page
    .getByRole('dialog')
    .locator('mark')
    .evaluateAll((marks) => marks.map((mark) => `${mark.dataset.kind}: ${mark.textContent}`))

const chips = (page: Page): Promise<string[]> =>
  page
    .getByRole('dialog')
    .getByRole('list', { name: 'What was understood' })
    .getByRole('button')
    .allInnerTexts()

/** The tasks that the server has, newest first. */
async function tasks({ page }: { page: Page }): Promise<Record<string, unknown>[]> {
  const answer = await page.context().request.get('/api/tasks?sort=created_at')
  const { tasks } = await answer.json()
  return tasks
}

describe('quick add', () => {
  it('opens from any view with the focus in its field, and gives the focus back', async () => {
    const { page } = await member()
    await page.goto('/settings')
    const field = await open(page)
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Add a task')
  })

  it('tints what it understood, says it in words, and adds that', async () => {
    const { page } = await member()
    const field = await open(page)
    await field.fill('Pay rent tomorrow p1 #Home')
    await expect.poll(() => tints(page)).toEqual(['date: tomorrow', 'priority: p1', 'tag: #Home'])
    expect(await chips(page)).toEqual(['Tomorrow', 'High priority', 'home'])
    await field.press('Enter')
    await page.getByRole('dialog').getByText('Added: Pay rent').waitFor()
    await expect
      .poll(() => tasks({ page }))
      .toMatchObject([{ title: 'Pay rent', due_date: dayFromNow(1), priority: 'high', tags: ['home'] }])
  })

  it('stays open and empty for the next task', async () => {
    const { page } = await member()
    const field = await open(page)
    await page.keyboard.type('Buy milk')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Buy bread')
    await page.keyboard.press('Enter')
    expect(await field.inputValue()).toBe('')
    await expect
      .poll(async () => (await tasks({ page })).map(({ title }) => title).sort())
      .toEqual(['Buy bread', 'Buy milk'])
  })

  it('keeps what was typed for the next time, when it is closed', async () => {
    const { page } = await member()
    await open(page)
    await page.keyboard.type('Buy mi')
    await page.keyboard.press('Escape')
    const again = await open(page)
    expect(await again.inputValue()).toBe('Buy mi')
    await page.keyboard.type('lk')
    expect(await again.inputValue()).toBe('Buy milk')
  })

  it('takes a thing that was clicked away as text, and leaves the rest as it was', async () => {
    const { page } = await member()
    const field = await open(page)
    await field.fill('Read Tomorrow Never Dies friday p1 #book')
    await page.getByRole('button', { name: 'book: keep “#book” as text' }).click()
    await expect.poll(() => tints(page)).toEqual(['date: friday', 'priority: p1'])
    await page.getByRole('dialog').getByRole('status').getByText('“#book” stays text').waitFor()
    // The caret is back, and what is typed before the word does not move its meaning.
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Home')
    await page.keyboard.type('Now ')
    await expect.poll(() => tints(page)).toEqual(['date: friday', 'priority: p1'])
    await field.press('Enter')
    await expect
      .poll(() => tasks({ page }))
      .toMatchObject([{ title: 'Now Read Tomorrow Never Dies #book', priority: 'high', tags: [] }])
  })

  it('lets chips go by keys, those of the view too', async () => {
    const { page } = await member()
    const field = await open(page)
    await field.fill('Buy milk #home')
    await expect.poll(() => chips(page)).toEqual(['Today', 'home'])
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Without Today')
    await page.keyboard.press('Delete')
    await expect.poll(() => chips(page)).toEqual(['home'])
    await page.keyboard.press('Enter')
    await expect
      .poll(() => tasks({ page }))
      .toMatchObject([{ title: 'Buy milk', due_date: null, tags: ['home'] }])
  })

  it('gives a new task the tag of the view', async () => {
    const ada = await member()
    await makeTasks(ada, [{ title: 'Tidy up', tags: ['home'] }])
    await ada.page.goto('/tags/home')
    const field = await open(ada.page)
    await field.fill('Paint the door #diy')
    await expect.poll(() => chips(ada.page)).toEqual(['diy', 'home'])
    await field.press('Enter')
    await expect
      .poll(async () => (await tasks(ada))[0])
      .toMatchObject({ title: 'Paint the door', due_date: null, tags: ['diy', 'home'] })
  })

  it('makes a task of each line that was pasted, as one operation', async () => {
    const { page, context } = await member()
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const field = await open(page)
    await page.evaluate(() =>
      navigator.clipboard.writeText('Buy milk tomorrow\r\n\r\nCall mum p1 #family\nRead'),
    )
    await field.press('ControlOrMeta+v')
    const preview = page.getByRole('list', { name: 'The tasks that these lines make' })
    await expect
      .poll(() => preview.getByRole('listitem').allInnerTexts())
      .toEqual(['Buy milk\nTomorrow', 'Call mum\nToday\nHigh priority\n#family', 'Read\nToday'])
    await page.getByRole('button', { name: 'Add 3 tasks' }).click()
    await page.getByText('Added 3 tasks').waitFor()
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    await expect.poll(async () => (await tasks({ page })).length).toBe(3)
    const { operations } = await (await context.request.get('/api/history')).json()
    expect(operations).toHaveLength(1)
  })

  it('makes one task of several lines where that is wanted', async () => {
    const { page } = await member()
    const field = await open(page)
    await field.fill('Buy milk\nand bread tomorrow')
    await page.getByRole('button', { name: 'Make it one task' }).click()
    expect(await field.inputValue()).toBe('Buy milk and bread tomorrow')
    await page.keyboard.press('Enter')
    await expect.poll(() => tasks({ page })).toMatchObject([{ title: 'Buy milk and bread' }])
  })

  it('says beside the field why a text is no task, and keeps it', async () => {
    const { page } = await member()
    const field = await open(page)
    await field.fill('x'.repeat(201))
    await page.getByRole('alert').getByText('A title has at most 200 characters.').waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await field.press('Enter')
    expect(await field.inputValue()).toHaveLength(201)
    await field.fill(Array.from({ length: 1001 }, (_, index) => `Task ${index}`).join('\n'))
    await page.getByText('At most 1,000 tasks can be added at once.').waitFor()
    expect(await page.getByRole('button', { name: 'Add 1001 tasks' }).isDisabled()).toBe(true)
  })

  it('adds what was typed before the grammar was there, and understands it', async () => {
    const { page } = await member()
    let letThrough = (): void => {}
    const held = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    let isHolding = false
    await page.route(/\.js$/, async (route) => {
      if (isHolding) await held
      await route.continue()
    })
    await page.addInitScript(() => {
      Reflect.deleteProperty(window, 'requestIdleCallback')
      Reflect.set(
        window,
        'setTimeout',
        (
          (original) =>
          (run: () => void, ms = 0) =>
            original(run, ms === 1_000 ? 60_000 : ms)
        )(window.setTimeout),
      )
    })
    await page.reload()
    const line = page.getByRole('textbox', { name: 'New task' })
    await line.waitFor()
    isHolding = true
    await line.fill('Pay rent p1')
    await line.press('Enter')
    await page.keyboard.type('Buy m')
    expect(await tasks({ page })).toEqual([])
    letThrough()
    await expect.poll(() => tasks({ page })).toMatchObject([{ title: 'Pay rent', priority: 'high' }])
    await page.keyboard.type('ilk')
    expect(await line.inputValue()).toBe('Buy milk')
  })

  it('speaks German, and reads figures as a German does', async () => {
    const { page } = await member({ locale: 'de-DE' })
    await page.goto('/tasks')
    await untilViewsLoaded(page)
    await page.getByRole('button', { name: 'Aufgabe hinzufügen' }).filter({ visible: true }).click()
    const field = page.getByRole('dialog').getByRole('textbox', { name: 'Neue Aufgabe' })
    await field.fill('Steuer 3/4/2031 p1')
    await page.getByRole('button', { name: '3. Apr. 2031: „3/4/2031“ als Text lassen' }).waitFor()
    await page.getByRole('button', { name: 'Hohe Priorität: „p1“ als Text lassen' }).waitFor()
  })
})

describe('tints', () => {
  const texts = {
    'on one line': 'Pay rent tomorrow p1 #home',
    'over several lines': `${'A long way home '.repeat(9)}tomorrow ${'x'.repeat(70)} #home`,
    'from right to left': 'לשלם שכר דירה tomorrow #בית p1',
    'in marks that combine': 'Cafe\u0301 👩‍👩‍👧 tomorrow #naïve p1',
  }

  it.each(Object.entries(texts))('stand exactly behind their words %s, at any zoom', async (_, text) => {
    const { page } = await member({ viewport: { width: 700, height: 800 } })
    const field = await open(page)
    await field.fill(text)
    await page.getByRole('dialog').locator('mark').first().waitFor()
    for (const size of ['100%', '150%', '200%']) {
      await page.evaluate((to) => {
        document.documentElement.style.fontSize = to
      }, size)
      expect(await misplaced(page)).toEqual([])
    }
  })

  it('follow a text that scrolls', async () => {
    const { page } = await member({ viewport: { width: 500, height: 800 } })
    const field = await open(page)
    await field.fill(Array.from({ length: 40 }, (_, index) => `Task ${index} tomorrow`).join('\n'))
    await page.keyboard.press('ControlOrMeta+End')
    await page.keyboard.type(' #last')
    await expect.poll(() => page.getByRole('dialog').locator('mark').count()).toBe(41)
    expect(await misplaced(page)).toEqual([])
    const tag = page.getByRole('dialog').locator('mark[data-kind="tag"]')
    expect(
      await tag.evaluate((mark) => {
        const inner = mark.getBoundingClientRect()
        const outer = mark.closest('.grid')?.getBoundingClientRect()
        return outer !== undefined && inner.bottom <= outer.bottom && inner.top >= outer.top
      }),
    ).toBe(true)
  })

  it('let a composition be finished by Enter without adding anything', async () => {
    const { page, context } = await member()
    const field = await open(page)
    await field.fill('')
    const devtools = await context.newCDPSession(page)
    await devtools.send('Input.imeSetComposition', {
      text: 'ぎゅうにゅう',
      selectionStart: 6,
      selectionEnd: 6,
    })
    await field.evaluate((element) =>
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })),
    )
    expect(await field.inputValue()).toBe('ぎゅうにゅう')
    await devtools.send('Input.insertText', { text: '牛乳 tomorrow' })
    await expect.poll(() => tints(page)).toEqual(['date: tomorrow'])
    expect(await field.inputValue()).toBe('牛乳 tomorrow')
    expect(await tasks({ page })).toEqual([])
  })
})

/** Tinted words whose box is not where the field has the same characters; measured on a copy with its styles. */
function misplaced(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const field = document.querySelector<HTMLTextAreaElement>('dialog textarea')
    const layer = field?.previousElementSibling
    if (!field || !layer) return ['no field']
    const wrong: string[] = []
    const [own, behind] = [getComputedStyle(field), getComputedStyle(layer)]
    const same = [
      'font',
      'letterSpacing',
      'wordSpacing',
      'direction',
      'unicodeBidi',
      'whiteSpace',
      'overflowWrap',
      'textAlign',
      'textIndent',
      'tabSize',
      'padding',
      'borderWidth',
      'lineHeight',
      'fontKerning',
      'textRendering',
    ] as const
    for (const name of same)
      if (own[name] !== behind[name]) wrong.push(`${name}: ${own[name]} / ${behind[name]}`)
    const [at, there] = [field.getBoundingClientRect(), layer.getBoundingClientRect()]
    for (const side of ['x', 'y', 'width', 'height'] as const)
      if (Math.abs(at[side] - there[side]) > 0.1) wrong.push(`${side}: ${at[side]} / ${there[side]}`)
    if (field.scrollHeight > field.clientHeight) wrong.push('the field scrolls by itself')
    return wrong
  })
}
