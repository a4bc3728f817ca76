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
