'use client'

import { type FormEvent, useState } from 'react'
import { useTexts } from '../../../i18n/texts.tsx'
import { api } from '../../../lib/api.ts'
import { forgetDevice } from '../../../lib/log-out.ts'
import { useReplica } from '../../../lib/replica.tsx'
import { Button } from '../../ui/button.tsx'
import { closeDialog, Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from './section.tsx'
import { useAttempt } from './use-attempt.ts'

/** Ends the account with all that is in it, after a word that nobody types by chance, and the password. */
export function DeleteAccount() {
  const { settings } = useTexts()
  const texts = settings.removal
  const [isAsked, setIsAsked] = useState(false)
  return (
    <Section title={texts.title} hint={texts.hint}>
      <Button look="danger" onClick={() => setIsAsked(true)}>
        {texts.open}
      </Button>
      {isAsked && (
        <Dialog title={texts.title} onClose={() => setIsAsked(false)}>
          <DeleteForm />
        </Dialog>
      )}
    </Section>
  )
}

function DeleteForm() {
  const { settings, actions } = useTexts()
  const texts = settings.removal
  const replica = useReplica()
  const [word, setWord] = useState('')
  const [password, setPassword] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const { attempt, problem } = useAttempt({ INVALID_CREDENTIALS: texts.wrong })
  const isTyped = word.trim().toLowerCase() === texts.word
  const remove = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setIsBusy(true)
    await attempt(texts.title, async () => {
      await api.deleteAccount(password)
      await forgetDevice(replica)
    })
    setIsBusy(false)
  }
  return (
    <form noValidate className="space-y-5" onSubmit={(event) => void remove(event)}>
      <p className="text-muted">{texts.hint}</p>
      {problem && <Notice>{problem}</Notice>}
      <Field
        label={texts.typed(texts.word)}
        autoComplete="off"
        autoCapitalize="none"
        value={word}
        onChange={({ target }) => setWord(target.value)}
      />
      <Field
        label={texts.password}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="outline" onClick={closeDialog}>
          {actions.cancel}
        </Button>
        <Button type="submit" look="danger" disabled={isBusy || !isTyped || password === ''}>
          {texts.submit}
        </Button>
      </div>
    </form>
  )
}
