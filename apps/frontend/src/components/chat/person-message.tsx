'use client'

import { Pencil } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useChatTexts } from '../../i18n/chat-texts.ts'
import { useTexts } from '../../i18n/texts.tsx'
import type { PersonSaid } from '../../lib/chat/said.ts'
import { Button } from '../ui/button.tsx'
import { useGrowing } from '../views/task/use-growing.ts'
import { isSendKey, messageLengthMax } from './message-field.ts'

type Props = {
  said: PersonSaid
  isEdited: boolean
  /** Nothing is being answered: what is sent now would be taken. */
  isIdle: boolean
  onEdit(): void
  onEnd(): void
  onSend(text: string): Promise<boolean>
}

/** What the person said; it can be said otherwise. */
export function PersonMessage({ said, isEdited, isIdle, onEdit, onEnd, onSend }: Props) {
  const texts = useChatTexts()
  const button = useRef<HTMLButtonElement>(null)
  const end = (): void => {
    onEnd()
    requestAnimationFrame(() => button.current?.focus())
  }
  if (isEdited)
    return <EditForm text={said.text} isIdle={isIdle} onSend={onSend} onEnd={end} onSent={onEnd} />
  return (
    <div className="group flex flex-row-reverse items-center gap-1">
      <div
        dir="auto"
        className="max-w-[85%] min-w-0 rounded-large rounded-ee-small bg-accent-soft px-4 py-2.5 break-words whitespace-pre-wrap forced-colors:border"
      >
        <span className="sr-only">{texts.you}: </span>
        <span>{said.text}</span>
      </div>
      {said.id !== null && isIdle && (
        <button
          ref={button}
          type="button"
          title={texts.edit.button}
          aria-label={texts.edit.buttonOf(said.text)}
          onClick={onEdit}
          className="grid size-11 shrink-0 place-items-center rounded-medium text-muted transition-opacity hover:text-ink focus-visible:opacity-100 group-hover:opacity-100 desk:size-9 desk:not-pointer-coarse:opacity-0"
        >
          <Pencil className="size-4" aria-hidden="true" />
        </button>
      )}
    </div>
  )
}

type FormProps = {
  text: string
  isIdle: boolean
  onSend(text: string): Promise<boolean>
  onEnd(): void
  onSent(): void
}

function EditForm({ text: before, isIdle, onSend, onEnd, onSent }: FormProps) {
  const texts = useChatTexts()
  const { actions } = useTexts()
  const [text, setText] = useState(before)
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  useGrowing(field, text)
  useEffect(() => {
    const { current } = field
    current?.focus({ preventScroll: true })
    current?.setSelectionRange(current.value.length, current.value.length)
  }, [])
  const canSend = isIdle && text.trim() !== '' && text.trim().length <= messageLengthMax
  const send = async (): Promise<void> => {
    if (canSend && (await onSend(text.trim()))) onSent()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      className="rounded-large border border-edge bg-raised p-3"
    >
      <textarea
        ref={field}
        dir="auto"
        rows={2}
        aria-label={texts.edit.label}
        aria-describedby={id}
        value={text}
        maxLength={messageLengthMax}
        enterKeyHint="send"
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault()
            onEnd()
          } else if (isSendKey(event)) {
            event.preventDefault()
            void send()
          }
        }}
        className="block max-h-60 w-full resize-none rounded-small bg-transparent px-1 field-sizing-content"
      />
      <p id={id} className="px-1 pt-2 text-small text-muted">
        {texts.edit.hint}
      </p>
      <div className="flex flex-wrap justify-end gap-2 pt-2">
        <Button look="quiet" onClick={onEnd}>
          {actions.cancel}
        </Button>
        <Button type="submit" aria-disabled={!canSend || undefined}>
          {texts.edit.send}
        </Button>
      </div>
    </form>
  )
}
