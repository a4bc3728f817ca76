import type { Page } from 'playwright-core'
import { dayFromNow, makeTasks, type Visitor } from './visit.ts'

/** The titles of the rows that are shown, from the top. */
export const titles = (page: Page): Promise<string[]> =>
  page.locator('#content article:visible a > span:first-child').allInnerTexts()

/** What has the focus, by its text; nothing where it is on the page as a whole, that is lost. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() =>
    document.activeElement?.matches('body, main') ? '' : (document.activeElement?.textContent ?? ''),
  )

/** Today, with these tasks in their order. */
export async function newDay(visitor: Visitor, names: readonly string[]): Promise<void> {
  await makeTasks(
    visitor,
    names.map((title) => ({ title, due_date: dayFromNow(0) })),
  )
  await visitor.page
    .getByRole('article')
    .nth(names.length - 1)
    .waitFor()
}

/** Scrolls down until a list has so many rows: it is made piece by piece. Then up again. */
export async function untilRows(page: Page, count: number): Promise<void> {
  const rows = page.getByRole('article')
  for (;;) {
    const there = await rows.count()
    if (there >= count) break
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    await page.waitForFunction((before) => document.querySelectorAll('article').length > before, there)
  }
  await page.evaluate(() => scrollTo(0, 0))
}
