'use client'

import { ArrowUpRight } from 'lucide-react'
import { useChatTexts } from '../../i18n/chat-texts.ts'

type Props = { isBusy: boolean; onChoose(text: string): unknown }

/** What one can say, where nothing was said yet. */
export function Suggestions({ isBusy, onChoose }: Props) {
  const { empty } = useChatTexts()
  return (
    <div className="pt-10 desk:pt-14">
      <p className="text-lead font-medium">{empty.title}</p>
      <p className="mt-1 text-muted">{empty.hint}</p>
      <ul className="mt-5 space-y-2">
        {empty.suggestions.map((text) => (
          <li key={text}>
            <button
              type="button"
              dir="auto"
              aria-disabled={isBusy || undefined}
              onClick={() => isBusy || onChoose(text)}
              className="group flex min-h-11 w-full items-center justify-between gap-3 rounded-medium border border-line px-3.5 py-2 text-start transition-colors hover:border-edge hover:bg-hover"
            >
              {text}
              <ArrowUpRight
                className="size-4 shrink-0 text-muted group-hover:text-ink rtl:-scale-x-100"
                aria-hidden="true"
              />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
