'use client'

import { descriptionLengthMax, descriptionProblem, normalizeDescription } from '@todo/core'
import { Pencil } from 'lucide-react'
import { type MouseEvent, useEffect, useId, useRef, useState } from 'react'
import type { Texts } from '../../../i18n/en.ts'
import { useTexts } from '../../../i18n/texts.tsx'
import { type Draft, useDraft } from '../../../lib/use-draft.ts'
import { classes } from '../../../lib/utils.ts'
import type { LocalTask } from '../../../types/index.ts'
import { Button } from '../../ui/button.tsx'
import { FieldNotes } from './field-notes.tsx'
import { LazyMarkdown } from './lazy-markdown.tsx'
import { useGrowing } from './use-growing.ts'
import { draftId } from './use-task.ts'

/** From here on one is told how much is left. */
const nearMax = descriptionLengthMax - 100

type Props = { task: LocalTask; onSave(description: string): void }

/** The description: read as Markdown, edited as text. */
export function DescriptionField({ task, onSave }: Props) {
  const { detail, activity } = useTexts()
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const draft = useDraft({
    id: draftId(task.id, 'description'),
    value: task.description ?? '',
    normal: (text) => normalizeDescription(text) ?? '',
    problemOf: (text) => sayProblem(text, detail),
    save: onSave,
  })
  const [isEdited, setIsEdited] = useState(draft.problem !== null)
  const [isAsked, setIsAsked] = useState(false)
  const edit = (): void => {
    draft.begin()
    setIsAsked(true)
    setIsEdited(true)
  }
  const leave = (): void => {
    if (draft.end()) setIsEdited(false)
  }
  return (
    <section aria-labelledby={id}>
      <div className="flex items-center justify-between">
        <h2 id={id} className="text-small font-medium text-muted">
          {activity.fields.description}
        </h2>
        <Button
          ref={button}
          look="quiet"
          className={classes('-me-3.5 min-w-11 text-small', isEdited && 'invisible')}
          aria-label={detail.edit}
          onClick={edit}
        >
          <Pencil className="size-3.5" aria-hidden="true" />
        </Button>
      </div>
      {isEdited ? (
        <DescriptionText
          draft={draft}
          isAsked={isAsked}
          onLeave={leave}
          onEscape={() => {
            leave()
            requestAnimationFrame(() => button.current?.focus())
          }}
        />
      ) : (
        <ShownDescription text={draft.text} onEdit={edit} />
      )}
    </section>
  )
}

function sayProblem(text: string, texts: Texts['detail']): string | null {
  if (descriptionProblem(text) === null) return null
  const { length } = [...text]
  return length > descriptionLengthMax ? texts.tooLong(length, descriptionLengthMax) : texts.unreadable
}

function ShownDescription({ text, onEdit }: { text: string; onEdit(): void }) {
  const { detail } = useTexts()
  const onClick = ({ target }: MouseEvent): void => {
    const isLink = target instanceof Element && target.closest('a') !== null
    // Whoever marks a passage wants to copy it.
    if (!isLink && getSelection()?.isCollapsed !== false) onEdit()
  }
  if (text === '') {
    return (
      <button
        type="button"
        onClick={onEdit}
        className="-mx-2 flex min-h-11 w-[calc(100%+1rem)] cursor-text items-center rounded-medium px-2 text-muted hover:bg-hover desk:min-h-9"
      >
        {detail.addDescription}
      </button>
    )
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button above it is for the keyboard
    // biome-ignore lint/a11y/noStaticElementInteractions: the same
    <div onClick={onClick} className="-mx-2 cursor-text rounded-medium px-2 py-1.5 hover:bg-hover">
      <LazyMarkdown text={text} />
    </div>
  )
}

type TextProps = {
  draft: Draft
  /** Whether somebody wants to write now; else it is open as something is wrong with it. */
  isAsked: boolean
  onLeave(): void
  onEscape(): void
}

function DescriptionText({ draft, isAsked, onLeave, onEscape }: TextProps) {
  const { detail, activity } = useTexts()
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const { length } = draft.text
  useGrowing(field, draft.text)
  useEffect(() => {
    const { current } = field
    if (!current || !isAsked) return
    current.focus()
    current.setSelectionRange(current.value.length, current.value.length)
  }, [isAsked])
  return (
    <>
      <textarea
        ref={field}
        rows={4}
        dir="auto"
        aria-label={activity.fields.description}
        aria-invalid={draft.problem !== null || undefined}
        aria-describedby={`${id} ${id}-notes`}
        value={draft.text}
        onFocus={draft.begin}
        onBlur={({ currentTarget }) => {
          // Another window has the focus: whoever comes back goes on where they were.
          if (document.activeElement === currentTarget) draft.change(currentTarget.value)
          else onLeave()
        }}
        onChange={({ target }) => draft.change(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          onEscape()
        }}
        className={classes(
          'block min-h-24 w-full rounded-medium border bg-canvas px-3 py-2 field-sizing-content',
          draft.problem === null ? 'border-edge' : 'border-late',
        )}
      />
      <div className="flex justify-between gap-3 px-1 pt-1 text-small text-muted">
        <p id={id}>{detail.markdown}</p>
        {length > nearMax && <p className="tabular-nums">{`${length} / ${descriptionLengthMax}`}</p>}
      </div>
      <FieldNotes id={`${id}-notes`} draft={draft} />
    </>
  )
}
