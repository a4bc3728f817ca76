'use client'

import { useTexts } from '../../../i18n/texts.tsx'
import type { Draft } from '../../../lib/use-draft.ts'

/** What is to be known of a text that is being edited: what is wrong with it, what it became elsewhere. */
export function FieldNotes({ id, draft }: { id: string; draft: Draft }) {
  const { detail } = useTexts()
  return (
    <div id={id} aria-live="polite" className="px-1 text-small">
      {draft.problem !== null && <p className="pt-1 text-late">{draft.problem}</p>}
      {draft.theirs !== null && (
        <p className="mt-1 rounded-medium bg-accent-soft px-3 py-2">
          {detail.theirs} <q dir="auto">{shortened(draft.theirs)}</q>{' '}
          <button
            type="button"
            onClick={draft.takeTheirs}
            className="inline-flex min-h-11 items-center rounded-small px-2 font-medium text-accent underline-offset-4 hover:underline desk:min-h-0 desk:px-0"
          >
            {detail.take}
          </button>
        </p>
      )}
    </div>
  )
}

const shownMax = 120

const shortened = (text: string): string => {
  const characters = [...text]
  return characters.length > shownMax ? `${characters.slice(0, shownMax).join('')} …` : text
}
