'use client'

import { normalizeTag, tagProblem } from '@todo/core'
import { type FormEvent, useState } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { navigate } from '../../lib/navigation.ts'
import { type OpenedReplica, useLive } from '../../lib/replica.tsx'
import { tellDone } from '../../lib/undo.ts'
import { Button } from '../ui/button.tsx'
import { closeDialog, Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'

type Props = { replica: OpenedReplica; tag: string; onClose(): void }

/** Gives a tag another name; says before it where the other name is in use, so that two become one. */
export function RenameTag({ replica, tag, onClose }: Props) {
  const { tags: texts, actions } = useTexts()
  const [text, setText] = useState(tag)
  const [isWrong, setIsWrong] = useState(false)
  const name = normalizeTag(text.trim().replace(/^#/, ''))
  const other = useLive(replica.tags()).find((each) => each.tag === name && name !== tag)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (tagProblem(name) !== null) {
      setIsWrong(true)
      return
    }
    closeDialog(event)
    const write = replica.renameTag(tag, name)
    if (!write) return
    tellDone(texts.renamed(tag, name), write)
    navigate(`/tags/${encodeURIComponent(name)}`)
  }
  return (
    <Dialog title={texts.renameTitle(tag)} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <Field
          label={texts.name}
          value={text}
          dir="auto"
          data-focus-first
          autoComplete="off"
          autoCapitalize="none"
          problem={isWrong ? texts.nameProblem : undefined}
          onChange={(event) => {
            setText(event.target.value)
            setIsWrong(false)
          }}
        />
        <p
          aria-live="polite"
          className={other ? 'mt-3 rounded-medium bg-accent-soft px-3.5 py-2.5' : undefined}
        >
          {other && texts.mergeWarning(tag, name, other.total)}
        </p>
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button look="outline" onClick={closeDialog}>
            {actions.cancel}
          </Button>
          <Button type="submit">{other ? texts.merge : texts.rename}</Button>
        </div>
      </form>
    </Dialog>
  )
}
