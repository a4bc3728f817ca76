'use client'

import { useEffect, useLayoutEffect, useRef } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { usePath } from '../../lib/navigation.ts'
import { closeQuickAdd, keepDraft, keptDraft } from '../../lib/quick-add.ts'
import { placeOf } from '../../lib/quick-add-place.ts'
import { type OpenedReplica, useReplica, useToday } from '../../lib/replica.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { AddField } from './add-field.tsx'
import { Understood } from './understood.tsx'
import { useAdding } from './use-adding.ts'

/** Adds tasks from wherever one is; it stays open for the next one. */
export function QuickAddDialog() {
  const { quickAdd } = useTexts()
  const replica = useReplica()
  return (
    <Dialog title={quickAdd.title} size="typed" onClose={closeQuickAdd}>
      {replica && <Adder replica={replica} />}
    </Dialog>
  )
}

function Adder({ replica }: { replica: OpenedReplica }) {
  const { quickAdd } = useTexts()
  const today = useToday(replica)
  const adding = useAdding(placeOf(usePath(), today), today, keptDraft())
  const field = useRef<HTMLTextAreaElement>(null)
  const { draft, said } = adding
  useEffect(() => keepDraft(draft), [draft])
  // At once where the dialog stands open already: what is typed next belongs into the field. Else once it does.
  useLayoutEffect(() => focusEnd(field.current), [])
  useEffect(() => focusEnd(field.current), [])
  return (
    <>
      <AddField
        adding={adding}
        field={field}
        className="rounded-medium border border-edge bg-raised px-3 text-lead focus-within:border-accent focus-within:ring-1 focus-within:ring-accent"
      />
      <div className="mt-3 min-h-11 desk:min-h-9">
        <Understood adding={adding} today={today} focusField={() => field.current?.focus()} />
      </div>
      <p className="text-small text-muted desk:mt-3 desk:min-h-5">
        <span role="status" dir="auto" className="block truncate text-ink max-desk:not-empty:mt-3">
          {said}
        </span>
        {said === '' && <span className="hidden desk:inline">{quickAdd.keys}</span>}
      </p>
    </>
  )
}

function focusEnd(field: HTMLTextAreaElement | null): void {
  field?.focus()
  field?.setSelectionRange(-1, -1)
}
