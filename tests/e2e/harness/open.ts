import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'

/** Shows parts of the app over a list that does as the test says, with the app's own styles. */
export async function openHarness(page: Page): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./page.tsx', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}' },
    logLevel: 'silent',
  })
  const served = await (await page.request.get('/login')).text()
  const styles = served.match(/<link rel="stylesheet"[^>]*>/g) ?? []
  const body = `<!doctype html><html lang="en"><head><title>Harness</title>${styles.join('')}</head>
    <body><div id="root"></div><script type="module" src="/harness.js"></script></body></html>`
  await page.route('**/harness', (route) => route.fulfill({ contentType: 'text/html', body }))
  await page.route('**/harness.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: outputFiles[0]?.text ?? '' }),
  )
  await page.goto('/harness')
  await page.waitForFunction(() => 'harness' in globalThis)
}
