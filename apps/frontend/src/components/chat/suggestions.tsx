'use client'

import { ArrowUpRight } from 'lucide-react'
import { useChatTexts } from '../../i18n/chat-texts.ts'

type Props = {
  isBusy: boolean
  /** Rules answer, and they understand English alone. */
  isEnglishOnly: boolean
  onChoose(text: string): unknown
}

/**
 * What one can say, where nothing was said yet. Where it must be said in English, that is shown below what it means: it is
 * what is sent, and how the next thing is to be said.
 */
export function Suggestions({ isBusy, isEnglishOnly, onChoose }: Props) {
  const { empty } = useChatTexts()
  return (
    <div className="pt-10 desk:pt-14">
      <p className="text-lead font-medium">{empty.title}</p>
      <p className="mt-1 text-muted">{empty.hint}</p>
      <ul className="mt-5 space-y-2">
        {empty.suggestions.map(({ text, english }) => (
          <li key={text}>
            <button
              type="button"
              dir="auto"
              aria-disabled={isBusy || undefined}
              onClick={() => isBusy || onChoose(isEnglishOnly ? english : text)}
              className="group flex min-h-11 w-full items-center justify-between gap-3 rounded-medium border border-line px-3.5 py-2 text-start transition-colors hover:border-edge hover:bg-hover"
            >
              <span>
                {text}
                {isEnglishOnly && english !== text && (
                  <span lang="en" className="block text-small text-muted">
                    {english}
                  </span>
                )}
              </span>
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
