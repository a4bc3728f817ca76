import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** What is to be seen, or to be gone. */
export type Sight = { selector: string; text?: string; isGone?: boolean }
/** `ms` from the beginning to the frame; the moments are those of the machine's clock. */
export type Painted = { ms: number; beganAt: number; at: number }

export const probe = { path: join(import.meta.dirname, 'probe.js') }

/** Milliseconds from a key to the frame that shows what it brings about. */
export async function pressAndSee(page: Page, key: string, sight: Sight): Promise<number> {
  await expectSight(page, sight)
  await page.keyboard.press(key)
  return (await painted(page)).ms
}

export async function expectSight(page: Page, sight: Sight): Promise<void> {
  await page.evaluate(`todoProbe.expect(${JSON.stringify(sight)})`)
}

export const painted = (page: Page): Promise<Painted> => page.evaluate<Painted>('todoProbe.painted()')

/** What of the main thread took over 50 ms since the last call. */
export const takeLongTasks = (page: Page): Promise<number[]> =>
  page.evaluate<number[]>('todoProbe.takeLongTasks()')

/**
 * Brings one of these pages to the front, slowed down as many times. Only that one: Chromium slows a page down by keeping
 * its thread busy, idle or not, and two of them would take a machine of two cores from all that draws.
 */
export async function slowedInFront(
  pages: readonly Page[],
  rate: number,
): Promise<(front: Page) => Promise<void>> {
  const sessions = await Promise.all(
    pages.map(async (page) => ({ page, session: await page.context().newCDPSession(page) })),
  )
  return async (front) => {
    await front.bringToFront()
    for (const { page, session } of sessions) {
      await session.send('Emulation.setCPUThrottlingRate', { rate: page === front ? rate : 1 })
    }
  }
}
