import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { chooseLocale, localeCookie } from '../i18n/choose-locale.ts'
import { English } from '../i18n/english.tsx'
import { German } from '../i18n/german.tsx'
import { themeCookie, themeOf } from '../lib/theme.ts'
import './globals.css'

export const metadata: Metadata = {
  manifest: '/manifest.webmanifest',
  icons: {
    icon: { url: '/icons/icon.svg', type: 'image/svg+xml' },
    apple: '/icons/apple-touch-icon.png',
  },
  appleWebApp: { capable: true, title: 'todo' },
  robots: { index: false },
  referrer: 'same-origin',
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fdfcfa' },
    { media: '(prefers-color-scheme: dark)', color: '#1b1c20' },
  ],
}

const languages = { en: English, de: German }

/** Language and theme stand in the first byte that a browser gets, so that nothing flashes. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [kept, sent] = await Promise.all([cookies(), headers()])
  const { language, locale } = chooseLocale(kept.get(localeCookie)?.value, sent.get('accept-language'))
  const Language = languages[language]
  return (
    <html lang={locale} data-theme={themeOf(kept.get(themeCookie)?.value)}>
      <body>
        <Language locale={locale}>{children}</Language>
      </body>
    </html>
  )
}
