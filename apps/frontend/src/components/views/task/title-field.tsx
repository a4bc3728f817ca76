'use client'

import { titleLengthMax, titleProblem } from '@todo/core'
import { useEffect, useRef } from 'react'
import type { Texts } from '../../../i18n/en.ts'
import { useTexts } from '../../../i18n/texts.tsx'
import { onPlaceWanted, takeWantedPlace } from '../../../lib/open-task.ts'
import { useDraft } from '../../../lib/use-draft.ts'
import { classes } from '../../../lib/utils.ts'
import type { LocalTask } from '../../../types/index.ts'
import { FieldNotes } from './field-notes.tsx'
import { useGrowing } from './use-growing.ts'
import { draftId } from './use-task.ts'

type Props = { task: LocalTask; onSave(title: string): void }

/** The title, on as many lines as it needs; it is one line all the same, so Enter saves it. */
export function TitleField({ task, onSave }: Props) {
  const { detail } = useTexts()
  const field = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft({
    id: draftId(task.id, 'title'),
    value: task.title,
    normal: (text) => text.trim(),
    problemOf: (text) => sayProblem(text, detail),
    save: onSave,
  })
  useGrowing(field, draft.text)
  useWanted(task, () => {
    field.current?.focus()
    field.current?.setSelectionRange(draft.text.length, draft.text.length)
  })
  return (
    <div className="min-w-0 grow pt-2.5">
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        aria-label={detail.title}
        aria-invalid={draft.problem !== null || undefined}
        aria-describedby="title-notes"
        autoComplete="off"
        enterKeyHint="done"
        value={draft.text}
        onFocus={draft.begin}
        onBlur={draft.end}
        onChange={({ target }) => draft.change(target.value.replace(/\s*[\n\r\u2028\u2029]\s*/g, ' '))}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          draft.save()
        }}
        className={classes(
          'block w-full resize-none rounded-small bg-transparent px-1 text-lead font-semibold field-sizing-content',
          task.status === 'done' && 'text-muted line-through',
        )}
      />
      <FieldNotes id="title-notes" draft={draft} />
    </div>
  )
}

function sayProblem(title: string, texts: Texts['detail']): string | null {
  if (titleProblem(title) === null) return null
  if (title === '') return texts.titleMissing
  const { length } = [...title]
  return length > titleLengthMax ? texts.tooLong(length, titleLengthMax) : texts.unreadable
}

/** Somebody wants to change the title, from wherever they are. */
function useWanted(task: LocalTask, go: () => void): void {
  const latest = useRef(go)
  latest.current = go
  useEffect(() => {
    const take = (): void => {
      if (takeWantedPlace(task, 'title')) latest.current()
    }
    take()
    return onPlaceWanted(take)
  }, [task])
}
