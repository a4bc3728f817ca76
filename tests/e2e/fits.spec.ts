import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { dayFromNow, makeTasks, untilViewsLoaded, visits } from './visit.ts'

const { member } = visits()

const paths = [
  '/today',
  '/upcoming',
  '/tasks',
  '/tasks/1',
  '/tags/home',
  '/search?q=rent',
  '/activity',
  '/proposals',
  '/trash',
  '/settings',
  '/settings/security',
  '/settings/agents',
  '/settings/keys',
  '/settings/data',
  '/device',
  '/chat',
]

/** What lies outside of the window, sideways, and is not scrolled to within something else. */
const outside = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const isHidden = (element: Element): boolean =>
      element.closest('.sr-only, [aria-hidden="true"], [data-nextjs-scroll-focus-boundary]') !== null
    const clips = (element: Element): boolean => {
      for (let each = element.parentElement; each; each = each.parentElement) {
        if (each !== document.documentElement && getComputedStyle(each).overflowX !== 'visible') return true
      }
      return false
    }
    const wide = document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : []
    return [
      ...wide,
      ...[...document.body.querySelectorAll('a, button, input, select, h1, h2, p')]
        .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .filter((element) => !isHidden(element) && !clips(element))
        .filter((element) => {
          const { left, right, width } = element.getBoundingClientRect()
          return width > 0 && (left < -1 || right > innerWidth + 1)
        })
        .map((element) => element.outerHTML.slice(0, 160)),
    ]
  })

/** `isOther`: it changes more than where things stand, so each view is looked at with axe once more. */
type Look = BrowserContextOptions & { name: string; dir?: 'rtl'; isOther?: true }

const looks: Look[] = [
  { name: 'right to left, on a desk', dir: 'rtl', viewport: { width: 1440, height: 900 } },
  { name: 'right to left, on a phone', dir: 'rtl', isOther: true, viewport: { width: 360, height: 740 } },
  { name: '320 pixels wide', isOther: true, viewport: { width: 320, height: 640 } },
  { name: 'at 200 % zoom', viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
  {
    name: 'in forced colours',
    forcedColors: 'active',
    isOther: true,
    viewport: { width: 1440, height: 900 },
  },
  { name: 'with reduced motion', reducedMotion: 'reduce', viewport: { width: 1440, height: 900 } },
]

describe.each(looks)('$name', ({ name: _, dir, isOther = false, ...look }) => {
  it('has every view within the window, for everybody', { timeout: 120_000 }, async () => {
    const ada = await member(look)
    const { page } = ada
    const open = async (path: string): Promise<void> => {
      await page.goto(path)
      await page.waitForLoadState('networkidle')
      // No language of the app is written that way yet.
      if (dir) await page.evaluate((wanted) => document.documentElement.setAttribute('dir', wanted), dir)
      await page.waitForFunction(() => document.getAnimations().length === 0)
    }
    await makeTasks(ada, [
      {
        title: `Pay rent ${'and more '.repeat(8)}`,
        description: '- one\n- two',
        tags: ['home', 'y'.repeat(50)],
        priority: 'high',
        due_date: dayFromNow(0),
      },
      { title: `Read ${'x'.repeat(120)}`, due_date: dayFromNow(-1) },
      { title: 'Write a letter', due_date: dayFromNow(3), tags: ['home'] },
      { title: 'Old' },
    ])
    await page.request.delete('/api/tasks/4', { headers: { origin: new URL(page.url()).origin } })
    for (const path of paths) {
      await open(path)
      expect(await outside(page), path).toEqual([])
      if (isOther) expect(await violations(page), path).toEqual([])
    }
    await open('/today')
    await untilViewsLoaded(page)
    await page.getByRole('article').first().getByRole('link').focus()
    for (const key of ['Control+k', '?', 'd', 't']) {
      await page.keyboard.press(key)
      await page.getByRole('dialog').waitFor()
      expect(await outside(page), key).toEqual([])
      if (isOther) expect(await violations(page), key).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
  })
})
