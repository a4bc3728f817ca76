'use client'

import type { HistoryAnswer } from '@todo/core/schemas'
import {
  Check,
  CircleDot,
  type LucideIcon,
  Pencil,
  Plus,
  Redo2,
  RotateCcw,
  Trash2,
  Undo2,
} from 'lucide-react'
import { useLocale, useTexts } from '../../../i18n/texts.tsx'
import type { OpenedReplica } from '../../../lib/replica.tsx'
import { classes } from '../../../lib/utils.ts'
import { Button } from '../../ui/button.tsx'
import { EventLine } from './event-line.tsx'
import { sayOperation } from './say-operation.ts'
import { useUndoHere } from './use-undo-here.ts'
import { WhyNot } from './why-not.tsx'

type Operation = HistoryAnswer['operations'][number]
type Props = {
  replica: OpenedReplica
  operation: Operation
  today: string
  timeZone: string
  /** The task that is shown around it: only what happened to that one is told, and it is not named again. */
  about?: string | undefined
}

const shownMax = 3

/** One change as its user sees it, with what it did to each task. */
export function OperationEntry({ replica, operation, today, timeZone, about }: Props) {
  const { activity: texts } = useTexts()
  const { undo, isUndone, problem } = useUndoHere(replica, operation)
  const events = operation.events.filter(({ task_id }) => about === undefined || task_id === about)
  const what = sayOperation(operation, texts)
  const line = (event: Operation['events'][number]) => (
    <EventLine
      key={event.seq}
      event={event}
      today={today}
      isAlone={events.length === 1}
      isNamed={about === undefined}
    />
  )
  return (
    <li tabIndex={-1} className="py-3.5">
      <div className="flex items-start gap-3">
        <Sign operation={operation} />
        <div className={classes('min-w-0 grow', isUndone && 'text-muted')}>
          <div className="flex flex-wrap gap-x-2 text-small">
            <p className={classes('font-medium', !isUndone && 'text-ink')}>{what}</p>
            <Who operation={operation} timeZone={timeZone} />
          </div>
          <ul className="mt-0.5 space-y-1">{events.slice(0, shownMax).map(line)}</ul>
          {events.length > shownMax && (
            <details>
              <summary className="cursor-pointer rounded-small py-1 text-small text-muted">
                {texts.all(events.length)}
              </summary>
              <ul className="space-y-1">{events.slice(shownMax).map(line)}</ul>
            </details>
          )}
        </div>
        {isUndone ? (
          <span className="shrink-0 rounded-full bg-hover px-2.5 py-0.5 text-small text-muted">
            {texts.undone}
          </span>
        ) : (
          canUndo(operation) && (
            <Button
              look="quiet"
              className="-my-1.5 -me-3 shrink-0 max-desk:-my-2.5"
              aria-label={texts.undoOf(what)}
              onClick={({ currentTarget }) => {
                // The button goes; the focus stays with what it was about.
                currentTarget.closest('li')?.focus()
                undo()
              }}
            >
              <Undo2 className="size-4 rtl:-scale-x-100" aria-hidden="true" />
              <span className="max-desk:sr-only">{texts.undo}</span>
            </Button>
          )
        )}
      </div>
      {problem && <WhyNot problem={problem} today={today} />}
    </li>
  )
}

/** What touched a task that is gone for good cannot be taken back; an undo is taken back by redo. */
const canUndo = ({ kind, events }: Operation): boolean =>
  kind !== 'undo' && kind !== 'purge' && events.length > 0 && events.every(({ task }) => task !== null)

const signs: Readonly<Record<string, LucideIcon>> = {
  undo: Undo2,
  redo: Redo2,
  TaskCreated: Plus,
  TaskUpdated: Pencil,
  TaskCompleted: Check,
  TaskReopened: RotateCcw,
  TaskDeleted: Trash2,
  TaskRestored: RotateCcw,
  TaskPurged: Trash2,
}

/** What kind of change it was, for an eye that runs down the page. */
function Sign({ operation: { kind, events } }: { operation: Operation }) {
  const Icon = signs[kind] ?? signs[events[0]?.type ?? ''] ?? CircleDot
  return (
    <span
      aria-hidden="true"
      className="grid size-7 shrink-0 place-items-center rounded-full bg-hover text-muted"
    >
      <Icon className="size-3.5 rtl:-scale-x-100" />
    </span>
  )
}

function Who({ operation, timeZone }: { operation: Operation; timeZone: string }) {
  const { activity: texts } = useTexts()
  const locale = useLocale()
  const { actor, client, at } = operation
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(new Date(at))
  return (
    <p className="text-muted">
      {texts.by[actor]} {texts.from[client] ?? texts.fromOther(client)} · <time dateTime={at}>{time}</time>
    </p>
  )
}
