'use client'

import { ArrowLeft, Check, Link, type LucideIcon, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTexts } from '../../../i18n/texts.tsx'
import { copyText } from '../../../lib/copy-text.ts'
import { closeTask } from '../../../lib/navigation.ts'
import { say } from '../../../lib/say.ts'
import { taskAddress } from '../../../lib/task-address.ts'
import { classes } from '../../../lib/utils.ts'
import type { LocalTask } from '../../../types/index.ts'

/** Where the focus goes when a task is opened, or what had it is gone. */
export const headingId = 'open-task-heading'

type Props = { name: string; isBeside: boolean; task: LocalTask | null }

/** What the task is called by, the way back, and its link. The focus comes here when a task is opened. */
export function TaskHead({ name, isBeside, task }: Props) {
  const { views, detail, product } = useTexts()
  const heading = useRef<HTMLHeadingElement>(null)
  const which = task?.id ?? name
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each task that is opened
  useEffect(() => {
    // On a page of its own, which was loaded just now, the browser's order is right.
    if (isBeside || document.activeElement !== document.body) heading.current?.focus({ preventScroll: true })
  }, [which, isBeside])
  const title = task?.number === null ? detail.unnumbered : views.task(String(task?.number ?? name))
  return (
    <header className="flex items-center gap-1 pb-3">
      <title>{`${task?.title ?? title} · ${product}`}</title>
      <HeadButton
        icon={ArrowLeft}
        label={isBeside ? detail.back : views.tasks}
        className={classes('-ms-3 desk:-ms-2.5', isBeside && 'desk:hidden')}
        onClick={closeTask}
      />
      <h1
        ref={heading}
        id={headingId}
        tabIndex={-1}
        className="min-w-0 grow truncate rounded-small text-muted outline-none"
      >
        <span aria-hidden="true">{title}</span>
        <span className="sr-only">{task ? `${title}: ${task.title}` : title}</span>
      </h1>
      {task && <CopyLink task={task} className={isBeside ? 'max-desk:-me-3' : '-me-3 desk:-me-2.5'} />}
      {isBeside && (
        <HeadButton icon={X} label={detail.close} className="-me-2.5 max-desk:hidden" onClick={closeTask} />
      )}
    </header>
  )
}

function CopyLink({ task, className }: { task: LocalTask; className: string }) {
  const { detail } = useTexts()
  const [isCopied, setIsCopied] = useState(false)
  const copy = async (): Promise<void> => {
    const isDone = await copyText(new URL(taskAddress(task), location.href).href)
    setIsCopied(isDone)
    say(isDone ? detail.copied : detail.notCopied)
  }
  return (
    <HeadButton
      icon={isCopied ? Check : Link}
      label={isCopied ? detail.copied : detail.copy}
      className={className}
      onClick={() => void copy()}
    />
  )
}

type ButtonProps = { icon: LucideIcon; label: string; className?: string | undefined; onClick(): void }

function HeadButton({ icon: Icon, label, className, onClick }: ButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className={classes(
        'grid size-11 shrink-0 place-items-center rounded-medium text-muted transition-colors hover:bg-hover hover:text-ink desk:size-9',
        className,
      )}
    >
      <Icon className="size-4.5 rtl:-scale-x-100" aria-hidden="true" />
    </button>
  )
}
