'use client'

import { useEffect, useState } from 'react'
import { useTexts } from '../../../i18n/texts.tsx'
import { setCookie } from '../../../lib/auth.ts'
import { renewPage } from '../../../lib/offline.ts'
import { oneOf } from '../../../lib/task-filter.ts'
import { type Theme, themeCookie, themeOf, themes } from '../../../lib/theme.ts'
import { Section } from './section.tsx'

/** Light, dark, or as the system is. */
export function ThemeSection() {
  const { settings } = useTexts()
  const texts = settings.theme
  const [theme, setTheme] = useState<Theme>('system')
  useEffect(() => setTheme(themeOf(document.documentElement.dataset.theme)), [])
  const choose = (chosen: Theme): void => {
    setTheme(chosen)
    setCookie(themeCookie, chosen)
    document.documentElement.dataset.theme = chosen
    void renewPage()
  }
  return (
    <Section title={texts.title} hint={texts.hint}>
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">{texts.label}</legend>
        {themes.map((each) => (
          <label
            key={each}
            className="flex min-h-11 cursor-pointer items-center gap-2 rounded-medium border border-edge bg-raised px-3.5 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent desk:min-h-9"
          >
            <input
              type="radio"
              name="theme"
              value={each}
              checked={theme === each}
              onChange={({ target }) => choose(oneOf(themes, target.value) ?? 'system')}
              className="accent-accent outline-none"
            />
            {texts.names[each]}
          </label>
        ))}
      </fieldset>
    </Section>
  )
}
