'use client'

import type { RefusedNotice } from '@todo/client/replica'
import { useRef, useState } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import type { AppTools } from '../../lib/app-tools.ts'
import { say } from '../../lib/say.ts'
import { attempt, commandsToPutBack } from '../../lib/undo.ts'
import { Button } from '../ui/button.tsx'
import { NoticeFrame } from './notice-frame.tsx'
import { sayConflicts } from './say-conflicts.ts'

type Props = { tools: AppTools; notice: RefusedNotice; onDismiss(): void }

/** The server, or the list, refused a change: why, what was wanted, and what the person wrote. */
export function RefusedCard({ tools, notice, onDismiss }: Props) {
  const texts = useTexts()
  const { notices, reasons } = texts.keys
  const { write, code, message, issues, conflicts, fallen } = notice
  const titles = write.taskIds.flatMap((id) => tools.replica.task(id).get()?.title ?? [])
  return (
    <NoticeFrame title={notices.refused[write.kind]}>
      {conflicts.length === 0 && titles.length > 0 && (
        <p dir="auto" className="line-clamp-2 break-words">
          {titles.join(', ')}
        </p>
      )}
      <p className="mt-1">{reasons[code] ?? message}</p>
      {(issues.length > 0 || conflicts.length > 0) && (
        <ul className="mt-1 list-disc space-y-0.5 ps-5">
          {issues.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{message}</li>
          ))}
          {sayConflicts(tools, conflicts).map((line) => (
            <li key={line} className="break-words">
              {line}
            </li>
          ))}
        </ul>
      )}
      {fallen > 0 && <p className="mt-1">{notices.fallen(fallen)}</p>}
      {notice.texts.length > 0 && <KeptText text={notice.texts.join('\n')} />}
      <Choices tools={tools} notice={notice} onDismiss={onDismiss} />
    </NoticeFrame>
  )
}

/** What was written is not lost: it can be copied, and where the browser does not let a page copy, marked. */
function KeptText({ text }: { text: string }) {
  const { notices } = useTexts().keys
  const field = useRef<HTMLTextAreaElement>(null)
  const [isCopied, setIsCopied] = useState(false)
  const copy = async (): Promise<void> => {
    field.current?.select()
    await navigator.clipboard.writeText(text)
    setIsCopied(true)
    say(notices.copied)
  }
  return (
    <div className="mt-2">
      <textarea
        ref={field}
        readOnly
        aria-label={notices.kept}
        dir="auto"
        rows={Math.min(5, text.split('\n').length)}
        value={text}
        onFocus={({ currentTarget }) => currentTarget.select()}
        className="block max-h-36 w-full resize-none field-sizing-content rounded-medium border border-edge bg-sunken px-3 py-2"
      />
      {'clipboard' in navigator && (
        <Button look="quiet" className="-ms-3" onClick={() => void copy()}>
          {isCopied ? notices.copied : notices.copy}
        </Button>
      )}
    </div>
  )
}

function Choices({ tools, notice, onDismiss }: Props) {
  const { notices } = useTexts().keys
  const locale = useLocale()
  const oldValues = commandsToPutBack(notice.conflicts)
  const isConflict = notice.conflicts.length > 0
  const again = retryOf(tools, notice, locale)
  return (
    <div className="mt-3 flex flex-wrap justify-end gap-2">
      <Button look="outline" onClick={onDismiss}>
        {isConflict ? notices.keepNewer : notices.dismiss}
      </Button>
      {isConflict && oldValues && (
        <Button
          onClick={() => {
            onDismiss()
            attempt(tools, { kind: 'batch' }, () => tools.replica.batch(oldValues))
          }}
        >
          {notices.putBack}
        </Button>
      )}
      {again && (
        <Button
          onClick={() => {
            onDismiss()
            void again()
          }}
        >
          {notices.again}
        </Button>
      )}
    </div>
  )
}

/** What can be asked for once more: of other writes the notice keeps the text, not the fields. */
function retryOf(
  tools: AppTools,
  { write, texts }: RefusedNotice,
  locale: string,
): (() => Promise<void>) | null {
  const { replica } = tools
  const { kind, taskIds } = write
  const [text] = texts
  if (kind === 'create' && text !== undefined) {
    return async () => {
      const { parseQuickAdd } = await import('@todo/core/quick-add')
      const { title, priority, dueDate, tags } = parseQuickAdd(text, {
        today: replica.today().get().date,
        locale,
      })
      attempt(tools, { kind }, () =>
        replica.create({ title, priority: priority ?? 'medium', dueDate: dueDate ?? null, tags }, text),
      )
    }
  }
  if (kind === 'complete' || kind === 'reopen' || kind === 'delete' || kind === 'restore') {
    return async () => {
      attempt(tools, { kind }, () => replica[kind](taskIds))
    }
  }
  return null
}
