'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTexts } from '../../i18n/texts.tsx'
import { isMac, sayKeys } from '../../lib/commands/keys.ts'

/** Keys as they stand on the keyboard. Not for what the server renders: it knows no keyboard. */
export function Keys({ keys }: { keys: string }) {
  const texts = useTexts().keys
  return (
    <kbd className="inline-flex shrink-0 gap-1 font-sans">
      {sayKeys(keys, texts.names, isMac()).map((key) => (
        <span
          key={key}
          className="min-w-5 rounded-small border border-line bg-sunken px-1.5 text-center text-small text-muted"
        >
          <Key name={key} />
        </span>
      ))}
    </kbd>
  )
}

/** Arrows as pictures: not every font has them. */
function Key({ name }: { name: string }) {
  const Arrow = { '↑': ArrowUp, '↓': ArrowDown }[name]
  if (!Arrow) return name
  return (
    <>
      <Arrow className="inline size-3.5" aria-hidden="true" />
      <span className="sr-only">{name}</span>
    </>
  )
}
