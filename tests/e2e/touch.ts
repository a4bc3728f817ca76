import type { Locator, Page } from 'playwright-core'

/** A finger on the glass, as the browser hears it: Playwright itself only taps. */
export async function finger(page: Page) {
  const session = await page.context().newCDPSession(page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points })
  let at = { x: 0, y: 0 }
  return {
    async down(on: Locator): Promise<void> {
      const box = await on.boundingBox()
      if (!box) throw new Error('There is nothing to touch')
      at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
      await send('touchStart', [at])
    },
    async move(across: number, along: number): Promise<void> {
      const from = at
      for (let step = 1; step <= 8; step += 1) {
        at = { x: from.x + (across * step) / 8, y: from.y + (along * step) / 8 }
        await send('touchMove', [at])
      }
    },
    up: () => send('touchEnd', []),
  }
}
