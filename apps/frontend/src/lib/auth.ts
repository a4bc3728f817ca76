import { chooseLocale, localeCookie } from '../i18n/choose-locale.ts'
import type { User } from '../types/index.ts'

export const home = '/today'

/** Pages that one must be signed out for; to come back to them would lead in a circle. */
const signedOut = ['/login', '/register']

/** Where to go after signing in: a page of this site, whatever the address asks for. */
export function safeNext(wanted: string | null, origin: string): string {
  if (!wanted?.startsWith('/')) return home
  const url = URL.parse(wanted, origin)
  if (url?.origin !== origin || signedOut.includes(url.pathname)) return home
  // `/.//other.example` has become a path that a browser reads as another site.
  if (url.pathname.startsWith('//')) return home
  return `${url.pathname}${url.search}${url.hash}`
}

/** The address of the page to sign in on, which leads back to where one is. */
export function loginAddress(here: string): string {
  return here === home ? '/login' : `/login?next=${encodeURIComponent(here)}`
}

const yearSeconds = 31_536_000

/** Lets the next page be made in the account's language. Whether that is another one than this page's. */
export function keepLocale({ locale }: Pick<User, 'locale'>, shown: string): boolean {
  // A language that is not there shows as before, however often the page is made anew.
  if (locale === null || chooseLocale(locale, shown).locale === shown) return false
  setCookie(localeCookie, locale)
  return true
}

export function setCookie(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing over plain http
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax`
}
