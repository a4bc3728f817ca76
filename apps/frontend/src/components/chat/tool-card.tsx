'use client'

import type { ChatToolCall } from '@todo/core/schemas'
import {
  Check,
  CircleAlert,
  type LucideIcon,
  Pencil,
  Plus,
  Redo2,
  RotateCcw,
  Search,
  Trash2,
  Undo2,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useChatTexts } from '../../i18n/chat-texts.ts'
import { type CallKind, kindOf, sayCall } from '../../lib/chat/say-call.ts'
import { operationsOf, tasksTold } from '../../lib/chat/tool-data.ts'
import { classes } from '../../lib/utils.ts'
import { Button } from '../ui/button.tsx'
import { WhyNot } from '../views/activity/why-not.tsx'
import { LiveTasks } from './live-tasks.tsx'
import { type CallUndo, useUndoCall } from './use-undo-call.ts'

const icons: Readonly<Record<CallKind, LucideIcon>> = {
  create: Plus,
  update: Pencil,
  complete: Check,
  reopen: RotateCcw,
  delete: Trash2,
  restore: RotateCcw,
  mixed: Pencil,
  undo: Undo2,
  read: Search,
  failed: CircleAlert,
}

/** One call of a tool: what it did in a line, its tasks, and all of it where one wants to know. */
export function ToolCard({ call }: { call: ChatToolCall }) {
  const { tool: texts } = useChatTexts()
  const kind = kindOf(call)
  const what = sayCall(call, texts)
  const tasks = tasksTold(call)
  const undo = useUndoCall(operationsOf(call), kind === 'undo' ? 'redo' : 'undo')
  const Icon = icons[kind]
  const isRead = kind === 'read'
  return (
    <article
      aria-label={what}
      className={classes('rounded-medium', !isRead && 'border border-line bg-canvas')}
    >
      <div className="flex items-start">
        <details className="min-w-0 grow">
          <summary
            className={classes(
              'min-h-11 cursor-pointer rounded-medium py-2 pe-2 text-small desk:min-h-9 desk:py-1.5',
              isRead ? 'text-muted' : 'ps-3',
            )}
          >
            <Icon
              aria-hidden="true"
              className={classes(
                'size-4 shrink-0 rtl:-scale-x-100',
                kind === 'failed' ? 'text-late' : 'text-muted',
              )}
            />
            <span
              dir="auto"
              className={classes('min-w-0 break-words', undo.isTaken && 'text-muted line-through')}
            >
              {what}
            </span>
          </summary>
          <div className={classes('space-y-2 pt-1 pb-3', !isRead && 'px-3')}>
            {isRead && (
              <div className="-mx-3">
                <LiveTasks tasks={tasks} />
              </div>
            )}
            <Raw title={texts.asked}>{JSON.stringify(call.arguments, null, 2)}</Raw>
            <Raw title={texts.answered}>{call.result.text}</Raw>
          </div>
        </details>
        <TakeBack undo={undo} what={what} />
      </div>
      {undo.problem && (
        <div className="px-3 pb-3">
          <WhyNot problem={undo.problem} today={undo.today} />
        </div>
      )}
      {!isRead && tasks.length > 0 && (
        <div className="border-t border-line px-1">
          <LiveTasks tasks={tasks} />
        </div>
      )}
    </article>
  )
}

function Raw({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <p className="text-tiny font-medium text-muted">{title}</p>
      <pre
        dir="auto"
        className="max-h-60 overflow-y-auto font-mono text-tiny break-words whitespace-pre-wrap"
      >
        {children}
      </pre>
    </div>
  )
}

/** Takes back what the call did, or does again what it took back. */
export function TakeBack({ undo, what }: { undo: Omit<CallUndo, 'problem' | 'today'>; what: string }) {
  const { tool: texts } = useChatTexts()
  if (undo.kind === null) return null
  const isUndo = undo.kind === 'undo'
  if (undo.isTaken) {
    return (
      <span
        ref={undo.taken}
        tabIndex={-1}
        className="m-2 shrink-0 rounded-full bg-hover px-2.5 py-0.5 text-small text-muted"
      >
        {isUndo ? texts.undone : texts.redone}
      </span>
    )
  }
  const Icon = isUndo ? Undo2 : Redo2
  return (
    <Button
      look="quiet"
      className="shrink-0 text-small"
      aria-label={isUndo ? texts.undoOf(what) : `${texts.redo}: ${what}`}
      onClick={undo.take}
    >
      <Icon className="size-4 rtl:-scale-x-100" aria-hidden="true" />
      {isUndo ? texts.undo : texts.redo}
    </Button>
  )
}
