'use client'

import { normalizeTag, tagProblem } from '@todo/core'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import type { AppTools } from '../../lib/app-tools.ts'
import { useLive } from '../../lib/replica.tsx'
import { addTag } from '../../lib/task-actions.ts'
import type { LocalTask } from '../../types/index.ts'
import { Button } from '../ui/button.tsx'
import { closeDialog, Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'

type Props = { tools: AppTools; tasks: readonly LocalTask[]; onClose(): void }

/** Adds a tag to tasks; those in use are offered while one types. */
export function TagDialog({ tools, tasks, onClose }: Props) {
  const { keys, lists } = useTexts()
  const texts = keys.tagDialog
  const known = useLive(tools.replica.tags())
  const list = useId()
  const field = useRef<HTMLInputElement>(null)
  // The dialog puts the focus on its first button.
  useEffect(() => field.current?.focus(), [])
  const [text, setText] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  const [first, ...others] = tasks
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const tag = normalizeTag(text.trim().replace(/^#/, ''))
    if (tagProblem(tag) !== null) {
      setIsWrong(true)
      return
    }
    closeDialog(event)
    addTag(tools, tasks, tag)
  }
  if (!first) return null
  const what = others.length === 0 ? keys.quoted(first.title) : lists.count(tasks.length)
  return (
    <Dialog title={texts.title(what)} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <Field
          label={texts.label}
          value={text}
          list={list}
          dir="auto"
          ref={field}
          autoComplete="off"
          autoCapitalize="none"
          problem={isWrong ? texts.problem : undefined}
          onChange={(event) => {
            setText(event.target.value)
            setIsWrong(false)
          }}
        />
        <datalist id={list}>
          {known.map(({ tag }) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
        <div className="mt-5 flex justify-end">
          <Button type="submit">{texts.submit}</Button>
        </div>
      </form>
    </Dialog>
  )
}
