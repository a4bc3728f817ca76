'use client'

import type { ConversationWire } from '@todo/core/schemas'
import { useState } from 'react'
import { useChatTexts } from '../../i18n/chat-texts.ts'
import { useTexts } from '../../i18n/texts.tsx'
import { chatApi } from '../../lib/chat/requests.ts'
import { say } from '../../lib/say.ts'
import { Button } from '../ui/button.tsx'
import { closeDialog, Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'

const lengthMax = 200

type Props = { conversation: ConversationWire; title: string; onChanged(): void; onClose(): void }

/** Gives a conversation a name of its own. */
export function RenameConversation({ conversation, title, onChanged, onClose }: Props) {
  const { conversations: texts } = useChatTexts()
  const { actions } = useTexts()
  const [name, setName] = useState(conversation.title)
  const [problem, setProblem] = useState<string>()
  const rename = async (form: HTMLElement): Promise<void> => {
    const wanted = name.trim()
    if (wanted === '' || wanted.length > lengthMax) {
      setProblem(texts.nameProblem(lengthMax))
      return
    }
    try {
      await chatApi.rename(conversation.id, wanted)
      form.closest('dialog')?.close()
      say(texts.renamed(wanted))
      onChanged()
    } catch {
      setProblem(actions.failed)
    }
  }
  return (
    <Dialog title={texts.renameTitle(title)} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void rename(event.currentTarget)
        }}
      >
        <Field
          label={texts.name}
          dir="auto"
          value={name}
          problem={problem}
          autoComplete="off"
          data-focus-first
          onChange={({ target }) => setName(target.value)}
        />
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button look="outline" onClick={closeDialog}>
            {actions.cancel}
          </Button>
          <Button type="submit">{texts.rename}</Button>
        </div>
      </form>
    </Dialog>
  )
}
