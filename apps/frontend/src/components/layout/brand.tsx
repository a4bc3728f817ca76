'use client'

import { useTexts } from '../../i18n/texts.tsx'

export function Brand() {
  const { product } = useTexts()
  return (
    <span className="inline-flex items-center gap-2 text-lead font-semibold tracking-tight">
      <svg viewBox="0 0 20 20" className="size-5" aria-hidden="true">
        <circle cx="10" cy="10" r="10" className="fill-accent" />
        <path d="m5.8 10.4 2.9 2.9 5.6-6.2" fill="none" strokeWidth="2" className="stroke-on-accent" />
      </svg>
      {product}
    </span>
  )
}
