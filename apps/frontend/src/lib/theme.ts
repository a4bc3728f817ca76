export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** A cookie, so that the server writes the theme into the page and no script has to mend it. */
export const themeCookie = 'todo_theme'

export const themeOf = (kept: string | undefined): Theme => themes.find((theme) => theme === kept) ?? 'system'
