export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

/** The language of the texts, and the BCP 47 tag by which dates and numbers are written. */
export type ChosenLocale = { language: Language; locale: string }

/** The cookie that keeps the account's locale for the next page, which is made before the account is known. */
export const localeCookie = 'todo_locale'

/** The account's locale where it is known, else the first language of the browser that there is, else English. */
export function chooseLocale(kept: string | undefined, acceptLanguage: string | null): ChosenLocale {
  const wanted = (acceptLanguage ?? '').split(',').map((part) => part.split(';', 1)[0]?.trim() ?? '')
  for (const tag of [kept ?? '', ...wanted]) {
    const locale = parse(tag)
    const language = languages.find((each) => each === locale?.language)
    if (locale && language) return { language, locale: locale.baseName }
  }
  return { language: 'en', locale: 'en' }
}

function parse(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag)
  } catch {
    return null
  }
}
