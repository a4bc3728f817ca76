'use client'

import { CalendarDays, Flag, Hash, type LucideIcon, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { sayDate } from '../../lib/dates.ts'
import { oneOf } from '../../lib/task-filter.ts'
import { classes } from '../../lib/utils.ts'
import type { Adding } from './use-adding.ts'

type Props = { adding: Adding; today: string; onDropped(): void }
type ChipProps = { kind: keyof typeof looks; label: string; drop(): void; children: ReactNode }

/** What one line was understood as. A click takes a thing away; what was typed then stays text. */
export function Chips({ adding, today, onDropped }: Props) {
  const { quickAdd, task } = useTexts()
  const locale = useLocale()
  const { draft, lines, place, change } = adding
  const [line] = lines
  if (!line?.input) return null
  const { input, spans, start } = line
  const drop = (next: Partial<typeof draft>): void => {
    change({ ...draft, ...next })
    onDropped()
  }
  const hasDate = spans.some(({ kind }) => kind === 'date')
  const typedTags = new Set(spans.flatMap(({ kind, value }) => (kind === 'tag' ? [value] : [])))
  const added = place.tags.filter((tag) => !typedTags.has(tag) && input.tags?.includes(tag))
  return (
    <ul aria-label={quickAdd.understood} className="contents">
      {!hasDate && input.dueDate && (
        <Chip
          kind="date"
          label={quickAdd.leaveOut(sayDate(input.dueDate, today, locale))}
          drop={() => drop({ isDateDropped: true })}
        >
          {sayDate(input.dueDate, today, locale)}
        </Chip>
      )}
      {spans.map(({ kind, value, text, start: from, end }) => {
        if (kind !== 'date' && kind !== 'priority' && kind !== 'tag') return null
        const priority = oneOf(['high', 'medium', 'low'] as const, value)
        const shown =
          kind === 'date'
            ? sayDate(value ?? '', today, locale)
            : kind === 'tag' || !priority
              ? value
              : task.priority[priority]
        const stretch = { start: start + from, end: start + end }
        return (
          <Chip
            key={from}
            kind={kind}
            label={quickAdd.refuse(shown ?? '', text)}
            drop={() => drop({ refused: [...draft.refused, stretch] })}
          >
            {shown}
          </Chip>
        )
      })}
      {added.map((tag) => (
        <Chip
          key={tag}
          kind="tag"
          label={quickAdd.leaveOut(`#${tag}`)}
          drop={() => drop({ areTagsDropped: true })}
        >
          {tag}
        </Chip>
      ))}
    </ul>
  )
}

function Chip({ kind, label, drop, children }: ChipProps) {
  const { look, icon: Icon } = looks[kind]
  return (
    <li className="min-w-0">
      <button
        type="button"
        title={label}
        aria-label={label}
        onClick={drop}
        onKeyDown={(event) => {
          if (event.key !== 'Delete' && event.key !== 'Backspace') return
          event.preventDefault()
          drop()
        }}
        className={classes(
          'group/chip inline-flex min-h-11 max-w-full items-center gap-1.5 rounded-full border border-transparent ps-2.5 pe-2 text-small font-medium desk:min-h-7',
          look,
        )}
      >
        <Icon className="size-3.5 shrink-0 text-muted" aria-hidden="true" />
        <span dir="auto" className="truncate">
          {children}
        </span>
        <X className="size-3.5 shrink-0 text-muted group-hover/chip:text-ink" aria-hidden="true" />
      </button>
    </li>
  )
}

const looks: Record<'date' | 'priority' | 'tag', { look: string; icon: LucideIcon }> = {
  date: { look: 'bg-accent-soft', icon: CalendarDays },
  priority: { look: 'bg-late-soft', icon: Flag },
  tag: { look: 'bg-soon-soft', icon: Hash },
}
