'use client'

import { useEffect, useState } from 'react'
import { oneOf } from '../../lib/task-filter.ts'
import { themeOf, themes } from '../../lib/theme.ts'
import { Select } from '../ui/select.tsx'
import { Cards } from './cards.tsx'
import { ChatPieces } from './chat.tsx'
import { Controls } from './controls.tsx'
import { Messages } from './messages.tsx'
import { Tokens } from './tokens.tsx'

const hint = 'Every component of the app in each of its states, and the tokens they are made of.'

/**
 * Each component in each state. For who works on the app, so it is in one language. Made in the browser alone: the
 * tokens are read from its style sheets, and keys are named as its keyboard names them.
 */
export function Showroom() {
  const [isMounted, setIsMounted] = useState(false)
  useEffect(() => setIsMounted(true), [])
  return (
    <main className="mx-auto max-w-280 px-5 pt-8 pb-24 desk:px-10 desk:pt-14">
      <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 pb-4">
        <div>
          <h1 className="text-title font-semibold tracking-tight">Components</h1>
          <p className="text-muted">{hint}</p>
        </div>
        {isMounted && <ThemeChoice />}
      </header>
      {isMounted && (
        <>
          <Tokens />
          <Controls />
          <Cards />
          <ChatPieces />
          <Messages />
        </>
      )}
    </main>
  )
}

/** For this page until it is left: what the person chose for the app is not touched. */
function ThemeChoice() {
  const [theme, setTheme] = useState(() => themeOf(document.documentElement.dataset.theme))
  return (
    <Select
      label="Theme"
      className="w-40"
      value={theme}
      options={themes.map((each) => [each, each])}
      onChange={(value) => {
        const chosen = oneOf(themes, value) ?? 'system'
        document.documentElement.dataset.theme = chosen
        setTheme(chosen)
      }}
    />
  )
}
