'use client'

import { type KeyboardEvent, memo, type RefObject, useId } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import type { ReadLine } from '../../lib/read-lines.ts'
import { classes } from '../../lib/utils.ts'
import type { Adding } from './use-adding.ts'

type Props = { adding: Adding; field: RefObject<HTMLTextAreaElement | null>; className?: string }

/**
 * Text that is typed, with what was understood tinted in place. The tints are behind the field, in a copy of the
 * text that nobody sees, so caret, selection and composition are the browser's own; the copy gives the height too.
 */
export function AddField({ adding, field, className }: Props) {
  const { quickAdd } = useTexts()
  const id = useId()
  const { draft, lines, problem } = adding
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter that ends a composition, as of Japanese, is not the person's word that the line is done.
    const isEnter = event.key === 'Enter' && !event.nativeEvent.isComposing && event.keyCode !== 229
    if (!isEnter || event.shiftKey || event.altKey) return
    event.preventDefault()
    adding.add()
  }
  return (
    <div className={classes('min-w-0', className)}>
      <div className="grid max-h-60 overflow-y-auto overscroll-contain">
        <div aria-hidden="true" dir="auto" className={classes(layer, 'pointer-events-none text-transparent')}>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands in its place
            <TintedLine key={index} text={line.text} spans={line.spans} isLast={index === lines.length - 1} />
          ))}
        </div>
        <textarea
          ref={field}
          aria-label={quickAdd.label}
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={problem === null ? undefined : id}
          placeholder={quickAdd.placeholder}
          value={draft.text}
          onChange={(event) => adding.edit(event.target.value)}
          onKeyDown={onKeyDown}
          dir="auto"
          rows={1}
          enterKeyHint="done"
          autoComplete="off"
          className={classes(
            layer,
            'resize-none overflow-hidden bg-transparent outline-none placeholder:truncate placeholder:text-muted',
          )}
        />
      </div>
      {problem !== null && (
        <p id={id} role="alert" className="pb-2 text-small text-late">
          {problem}
        </p>
      )}
    </div>
  )
}

/** Shared by both, so that each character stands where its copy does. */
const layer =
  'col-start-1 row-start-1 m-0 block w-full py-2.5 text-start whitespace-pre-wrap break-words [text-rendering:optimizeLegibility] [unicode-bidi:plaintext]'

type LineProps = Pick<ReadLine, 'text' | 'spans'> & { isLast: boolean }

const TintedLine = memo(function TintedLine({ text, spans, isLast }: LineProps) {
  let at = 0
  const parts = spans.flatMap(({ start, end, kind }) => {
    if (!(kind in tints)) return []
    const plain = text.slice(at, start)
    at = end
    return [
      plain,
      <mark key={start} data-kind={kind} className={classes(tint, Reflect.get(tints, kind))}>
        {text.slice(start, end)}
      </mark>,
    ]
  })
  return (
    <>
      {parts}
      {text.slice(at)}
      {isLast ? '\u200b' : '\n'}
    </>
  )
})

const tint =
  'box-decoration-clone rounded-[3px] text-transparent forced-color-adjust-none forced-colors:outline'

/** Wider than the words by a shadow, which takes no room. */
const tints = {
  date: 'bg-accent-soft shadow-[0_0_0_1px_var(--color-accent-soft)]',
  priority: 'bg-late-soft shadow-[0_0_0_1px_var(--color-late-soft)]',
  tag: 'bg-soon-soft shadow-[0_0_0_1px_var(--color-soon-soft)]',
}
