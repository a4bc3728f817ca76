import type { IncomingMessage, ServerResponse } from 'node:http'
import { chooseLocale } from '../i18n/choose-locale.ts'
import { deApp } from '../i18n/de-app.ts'
import { enApp } from '../i18n/en-app.ts'

const texts = { en: enApp.manifest, de: deApp.manifest }

const icon = (name: string, sizes: string, purpose = 'any') => ({
  src: `/icons/${name}`,
  sizes,
  type: name.endsWith('.svg') ? 'image/svg+xml' : 'image/png',
  purpose,
})

/** What makes the app one that can be installed. It is asked for without cookies, so the browser's language counts. */
export function answerManifest(request: IncomingMessage, response: ServerResponse): void {
  const { language, locale } = chooseLocale(undefined, request.headers['accept-language'] ?? null)
  const { description, today, add } = texts[language]
  response.writeHead(200, {
    'Content-Type': 'application/manifest+json; charset=utf-8',
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Language',
    'X-Content-Type-Options': 'nosniff',
  })
  const shortcut = (name: string, url: string) => ({ name, url, icons: [icon('icon-192.png', '192x192')] })
  response.end(
    JSON.stringify({
      id: '/today',
      name: 'todo',
      short_name: 'todo',
      description,
      lang: locale,
      start_url: '/today',
      scope: '/',
      display: 'standalone',
      // In dark, the page itself says its colour.
      background_color: '#fdfcfa',
      theme_color: '#fdfcfa',
      categories: ['productivity'],
      icons: [
        icon('icon.svg', 'any'),
        icon('icon-192.png', '192x192'),
        icon('icon-512.png', '512x512'),
        icon('icon-maskable-512.png', '512x512', 'maskable'),
      ],
      shortcuts: [shortcut(today, '/today'), shortcut(add, '/add')],
      share_target: {
        action: '/add',
        method: 'GET',
        enctype: 'application/x-www-form-urlencoded',
        params: { title: 'title', text: 'text', url: 'url' },
      },
    }),
  )
}
