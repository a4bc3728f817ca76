'use client'

import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { useReplica } from '../../lib/replica.tsx'

type Props = {
  /** `YYYY-MM-DD` where the person is. */
  today: string
  /** What a text without a date is due on. */
  dueDate: string | null
}

/** One line that becomes a task, read by the grammar that every client has. */
export function TaskForm({ today, dueDate }: Props) {
  const { quickAdd } = useTexts()
  const locale = useLocale()
  const replica = useReplica()
  const [text, setText] = useState('')
  const [said, setSaid] = useState('')

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (text.trim() === '') return
    const { parseQuickAdd } = await import('@todo/core/quick-add')
    const parsed = parseQuickAdd(text, { today, locale })
    replica?.create(
      {
        title: parsed.title,
        priority: parsed.priority ?? 'medium',
        dueDate: parsed.dueDate ?? dueDate,
        tags: parsed.tags,
      },
      text,
    )
    setText('')
    setSaid(quickAdd.added(parsed.title))
  }

  return (
    <form
      onSubmit={(event) => void add(event)}
      className="flex h-12 items-center gap-3 rounded-medium border border-line bg-raised ps-3.5 pe-1.5 focus-within:border-accent"
    >
      <Plus className="size-4.5 shrink-0 text-muted" aria-hidden="true" />
      <input
        aria-label={quickAdd.label}
        placeholder={quickAdd.placeholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
        enterKeyHint="done"
        autoComplete="off"
        className="h-full min-w-0 grow bg-transparent text-ellipsis outline-none placeholder:text-muted"
      />
      <span role="status" className="sr-only">
        {said}
      </span>
    </form>
  )
}
