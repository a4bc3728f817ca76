'use client'

import { ArrowUp, Square } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { useChatTexts } from '../../i18n/chat-texts.ts'
import type { Conversation } from '../../lib/chat/conversation.ts'
import { chatPanel } from '../../lib/chat-panel.ts'
import { useStore } from '../../lib/store.ts'
import { dropUnsaved, keepUnsaved, unsavedOf } from '../../lib/unsaved.ts'
import { classes } from '../../lib/utils.ts'
import { useUser } from '../layout/account.tsx'
import { useGrowing } from '../views/task/use-growing.ts'
import { isSendKey, messageLengthMax } from './message-field.ts'

type Props = { conversation: Conversation; onSent(): void }

/** What is typed stays until the server has taken it: over a refusal, over another view, and over a reload. */
export function Composer({ conversation, onSent }: Props) {
  const texts = useChatTexts()
  const { id: conversationId, phase } = useStore(conversation.store)
  const user = useUser()
  const key = `chat:${user?.id ?? ''}:${conversationId ?? 'new'}`
  const [text, setText] = useState(() => unsavedOf(key) ?? '')
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  useGrowing(field, text)
  useWantedFocus(field)
  const isIdle = phase === 'idle'
  const isTooLong = text.trim().length > messageLengthMax
  const kept = useRef(key)
  useEffect(() => {
    if (kept.current === key) return
    // It has its id now; what is typed further belongs to it.
    const typed = unsavedOf(kept.current)
    dropUnsaved(kept.current)
    if (typed !== null) keepUnsaved(key, typed)
    kept.current = key
  }, [key])
  const edit = (next: string): void => {
    setText(next)
    if (next === '') dropUnsaved(key)
    else keepUnsaved(key, next)
  }
  const send = async (): Promise<void> => {
    if (!isIdle || text.trim() === '' || isTooLong) return
    onSent()
    if (!(await conversation.send(text.trim()))) return
    dropUnsaved(kept.current)
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (!isSendKey(event)) return
    event.preventDefault()
    void send()
  }
  return (
    <div
      className={classes(
        'flex items-end gap-1 rounded-large border bg-raised py-1 ps-4 pe-1 has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:-outline-offset-1 has-[textarea:focus-visible]:outline-accent',
        isTooLong ? 'border-late' : 'border-edge',
      )}
    >
      <div className="min-w-0 grow">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={texts.field.label}
          aria-invalid={isTooLong || undefined}
          aria-describedby={isTooLong ? id : undefined}
          placeholder={texts.field.placeholder}
          value={text}
          readOnly={phase === 'asking'}
          onChange={({ target }) => edit(target.value)}
          onKeyDown={onKeyDown}
          enterKeyHint="send"
          autoComplete="off"
          className="block max-h-48 min-h-11 w-full resize-none bg-transparent py-2.5 leading-6 outline-none field-sizing-content placeholder:text-muted desk:min-h-9 desk:py-1.5"
        />
        {isTooLong && (
          <p id={id} role="alert" className="pb-2 text-small text-late">
            {texts.field.tooLong(text.trim().length, messageLengthMax)}
          </p>
        )}
      </div>
      {phase === 'answering' || phase === 'lost' ? (
        <RoundButton label={texts.field.stop} onClick={() => void conversation.stop()}>
          <Square className="size-3.5 fill-current" aria-hidden="true" />
        </RoundButton>
      ) : (
        <RoundButton
          label={texts.field.send}
          isDisabled={!isIdle || text.trim() === '' || isTooLong}
          onClick={() => void send()}
        >
          <ArrowUp className="size-5" aria-hidden="true" />
        </RoundButton>
      )}
    </div>
  )
}

type RoundProps = { label: string; isDisabled?: boolean; onClick(): void; children: ReactNode }

function RoundButton({ label, isDisabled = false, onClick, children }: RoundProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      // Not `disabled`: the focus would be lost with it.
      aria-disabled={isDisabled || undefined}
      onClick={() => isDisabled || onClick()}
      className="grid size-11 shrink-0 place-items-center rounded-full bg-accent text-on-accent transition-colors not-aria-disabled:hover:bg-accent-hover aria-disabled:bg-hover aria-disabled:text-muted desk:size-9"
    >
      {children}
    </button>
  )
}

/** Whoever opens the chat wants to write. */
function useWantedFocus(field: RefObject<HTMLTextAreaElement | null>): void {
  const { wanted } = useStore(chatPanel)
  useEffect(() => {
    // Where the tab was loaded anew with the chat open, nobody has wanted that.
    if (wanted > 0) field.current?.focus()
  }, [wanted, field])
}
