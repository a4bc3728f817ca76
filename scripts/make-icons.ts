// `node scripts/run.mjs scripts/make-icons.ts`: draws the icons of the web app anew, after a change of its mark.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launchBrowser } from '../tests/e2e/chromium.ts'

const folder = join(import.meta.dirname, '../apps/frontend/public/icons')
const tick = '<path d="m5.8 10.4 2.9 2.9 5.6-6.2" fill="none" stroke="#fff" stroke-width="2"/>'
const svg = (ground: string, mark: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><title>todo</title>${ground}${mark}</svg>\n`

const round = svg('<circle cx="10" cy="10" r="10" fill="#0f6b5c"/>', tick)
/** To the edges, with the mark in the middle: systems cut their own shape out of it. */
const full = svg(
  '<path d="M0 0h20v20H0z" fill="#0f6b5c"/>',
  `<g transform="translate(1.5 1.5) scale(.85)">${tick}</g>`,
)

const browser = await launchBrowser()
const page = await browser.newPage()

async function draw(name: string, source: string, size: number): Promise<void> {
  await page.setViewportSize({ width: size, height: size })
  const image = `data:image/svg+xml;base64,${Buffer.from(source).toString('base64')}`
  await page.setContent(`<style>body{margin:0}img{display:block;width:100vw}</style><img src="${image}">`)
  await page.screenshot({ path: join(folder, name), omitBackground: true })
}

await writeFile(join(folder, 'icon.svg'), round)
await draw('icon-192.png', round, 192)
await draw('icon-512.png', round, 512)
await draw('icon-maskable-512.png', full, 512)
await draw('apple-touch-icon.png', full, 180)
await browser.close()
