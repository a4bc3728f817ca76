'use client'

import { normalizeTag, type TagCount, tagCountMax, tagProblem } from '@todo/core'
import { X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react'
import type { Texts } from '../../../i18n/en.ts'
import { useTexts } from '../../../i18n/texts.tsx'
import { say } from '../../../lib/say.ts'
import { suggestTags, tagOf } from '../../../lib/suggest-tags.ts'
import { chosenInForcedColors, classes } from '../../../lib/utils.ts'

type Props = {
  tags: readonly string[]
  /** The tags that there are. */
  known: readonly TagCount[]
  onSave(tags: readonly string[]): void
}

/** The tags of a task, and a line for another one that offers those in use, by the ARIA pattern for comboboxes. */
export function TagsField({ tags, known, onSave }: Props) {
  const { activity, detail } = useTexts()
  const id = useId()
  const line = useRef<HTMLInputElement>(null)
  const remove = (tag: string): void => {
    line.current?.focus()
    onSave(tags.filter((each) => each !== tag))
    say(detail.tagRemoved(tag))
  }
  return (
    <div>
      <label htmlFor={id} className="block pb-1 text-small font-medium text-muted">
        {activity.fields.tags}
      </label>
      <div className="relative flex flex-wrap items-center gap-1.5 rounded-medium border border-edge bg-raised p-1.5 focus-within:border-accent">
        {tags.map((tag) => (
          <span
            key={tag}
            className="flex min-w-0 items-center rounded-small bg-accent-soft ps-2.5 text-small"
          >
            <span dir="auto" className="truncate">
              #{tag}
            </span>
            <button
              type="button"
              aria-label={detail.removeTag(tag)}
              onClick={() => remove(tag)}
              className="grid size-11 shrink-0 place-items-center rounded-small text-muted hover:text-ink desk:size-7"
            >
              <X className="size-3.5" aria-hidden="true" />
            </button>
          </span>
        ))}
        <TagLine id={id} line={line} tags={tags} known={known} onSave={onSave} onRemove={remove} />
      </div>
    </div>
  )
}

type LineProps = Props & {
  id: string
  line: RefObject<HTMLInputElement | null>
  onRemove(tag: string): void
}

function TagLine({ id, line, tags, known, onSave, onRemove }: LineProps) {
  const { detail } = useTexts()
  const [text, setText] = useState('')
  const [isOpen, setIsOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const offered = isOpen ? suggestTags(text, known, tags) : []
  const problem = sayProblem(text, tags, detail)
  const active = offered[at]

  const type = (next: string): void => {
    setText(next)
    setIsOpen(true)
    setAt(-1)
  }
  const add = (tag: string): void => {
    if (sayProblem(tag, tags, detail) !== null) return
    type('')
    setIsOpen(false)
    if (tag === '' || tags.includes(tag)) return
    onSave([...tags, tag])
    say(detail.tagAdded(tag))
  }
  // Who leaves the task with a tag half written means it.
  const leave = useRef(() => {})
  leave.current = () => add(tagOf(text))
  useEffect(() => () => leave.current(), [])
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return
    const { key } = event
    const last = tags.at(-1)
    if (key === 'Enter' || key === ',' || (key === ' ' && text.trim() !== '')) {
      event.preventDefault()
      add(active ?? tagOf(text))
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault()
      setIsOpen(true)
      setAt(nextIndex(at, key === 'ArrowDown' ? 1 : -1, isOpen ? offered.length : 0))
    } else if (key === 'Escape' && (isOpen || text !== '')) {
      // It ends the choice first; the task stays open.
      event.preventDefault()
      if (isOpen && offered.length > 0) setIsOpen(false)
      else type('')
    } else if (key === 'Backspace' && text === '' && last !== undefined) onRemove(last)
  }
  return (
    <>
      <input
        ref={line}
        id={id}
        role="combobox"
        aria-expanded={offered.length > 0}
        aria-controls={`${id}-offered`}
        aria-activedescendant={active === undefined ? undefined : `${id}-${at}`}
        aria-autocomplete="list"
        aria-invalid={problem !== null || undefined}
        aria-describedby={`${id}-problem`}
        autoComplete="off"
        autoCapitalize="none"
        enterKeyHint="done"
        dir="auto"
        value={text}
        placeholder={detail.addTag}
        onChange={({ target }) => type(target.value)}
        onKeyDown={onKeyDown}
        onClick={() => setIsOpen(true)}
        onBlur={() => {
          add(tagOf(text))
          setIsOpen(false)
        }}
        className="h-11 min-w-24 grow basis-0 bg-transparent px-1.5 text-ellipsis outline-none placeholder:text-muted desk:h-7"
      />
      <div
        id={`${id}-offered`}
        role="listbox"
        aria-label={detail.knownTags}
        hidden={offered.length === 0}
        className="absolute inset-x-0 top-full z-10 mt-1 max-h-60 overflow-y-auto rounded-medium border border-line bg-raised p-1 shadow-float"
      >
        {offered.map((tag, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the line keeps the focus, by `aria-activedescendant`
          // biome-ignore lint/a11y/useKeyWithClickEvents: the line has the keys
          <div
            key={tag}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            dir="auto"
            // The line keeps the focus: to leave it would add what stands in it.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => add(tag)}
            className={classes(
              'flex min-h-11 cursor-pointer items-center rounded-small px-2.5 desk:min-h-8',
              index === at ? `bg-accent-soft ${chosenInForcedColors}` : 'hover:bg-hover',
            )}
          >
            #{tag}
          </div>
        ))}
      </div>
      <p id={`${id}-problem`} aria-live="polite" className="w-full px-1.5 text-small text-late empty:hidden">
        {problem}
      </p>
    </>
  )
}

function sayProblem(text: string, tags: readonly string[], texts: Texts['detail']): string | null {
  const tag = tagOf(text)
  if (tag === '') return null
  if (tagProblem(tag) !== null) return texts.tagProblem
  return tags.length >= tagCountMax && !tags.includes(normalizeTag(tag))
    ? texts.tooManyTags(tagCountMax)
    : null
}

/** From the line (-1) through what is offered, and back to the line. */
const nextIndex = (at: number, step: number, count: number): number =>
  ((at + 1 + step + count + 1) % (count + 1)) - 1
