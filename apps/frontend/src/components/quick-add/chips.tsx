'use client'

import { CalendarDays, Flag, Hash, type LucideIcon, X } from 'lucide-react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { sayDate } from '../../lib/dates.ts'
import type { Draft } from '../../lib/quick-add-draft.ts'
import { oneOf } from '../../lib/task-filter.ts'
import { classes } from '../../lib/utils.ts'
import type { Adding } from './use-adding.ts'

type Props = { adding: Adding; today: string; onDropped(): void }
type ChipProps = { kind: ChipKind; shown: string; label: string; drop(): void }
/** `place` stays while what stands there is still typed. */
type PlacedChip = ChipProps & { place: string }

/** What one line was understood as. A click takes a thing away; what was typed then stays text. */
export function Chips({ adding, today, onDropped }: Props) {
  const { quickAdd, task } = useTexts()
  const locale = useLocale()
  const { draft, tasks, place, change } = adding
  const [line] = tasks
  if (!line?.input) return null
  const { input, spans, start } = line
  const drop = (next: Partial<Draft>, said: string) => (): void => {
    change({ ...draft, ...next }, said)
    onDropped()
  }
  const say = (kind: ChipKind, value: string): string => {
    const priority = oneOf(['high', 'medium', 'low'] as const, value)
    if (kind === 'date') return sayDate(value, today, locale)
    return kind === 'priority' && priority ? task.priority[priority] : value
  }
  const typed = spans.flatMap((span): PlacedChip[] => {
    const kind = oneOf(chipKinds, span.kind)
    if (kind === null) return []
    const shown = say(kind, span.value ?? '')
    const stretch = { start: start + span.start, end: start + span.end }
    const refused = drop({ refused: [...draft.refused, stretch] }, quickAdd.stays(span.text))
    const label = quickAdd.refuse(shown, span.text)
    return [{ place: `at ${span.start}`, kind, shown, label, drop: refused }]
  })
  const { dueDate, tags = [] } = input
  const given = place.tags
    .filter((tag) => tags.includes(tag) && !spans.some(({ kind, value }) => kind === 'tag' && value === tag))
    .map((tag): PlacedChip => {
      const label = quickAdd.leaveOut(`#${tag}`)
      return { place: `#${tag}`, kind: 'tag', shown: tag, label, drop: drop({ areTagsDropped: true }, label) }
    })
  const day: PlacedChip[] = []
  if (dueDate && !typed.some(({ kind }) => kind === 'date')) {
    const shown = say('date', dueDate)
    const label = quickAdd.leaveOut(shown)
    day.push({ place: 'day', kind: 'date', shown, label, drop: drop({ isDateDropped: true }, label) })
  }
  return (
    <ul aria-label={quickAdd.understood} className="contents">
      {[...day, ...typed, ...given].map(({ place, ...chip }) => (
        <Chip key={place} {...chip} />
      ))}
    </ul>
  )
}

const chipKinds = ['date', 'priority', 'tag'] as const
type ChipKind = (typeof chipKinds)[number]

function Chip({ kind, shown, label, drop }: ChipProps) {
  const { look, icon } = looks[kind]
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
        {icon}
        <span dir="auto" className="truncate">
          {shown}
        </span>
        {cross}
      </button>
    </li>
  )
}

// Made once: with each key all chips are shown again, and these stay as they are.
const iconOf = (Icon: LucideIcon) => <Icon className="size-3.5 shrink-0 text-muted" aria-hidden="true" />
const cross = <X className="size-3.5 shrink-0 text-muted group-hover/chip:text-ink" aria-hidden="true" />
const looks = {
  date: { look: 'bg-accent-soft', icon: iconOf(CalendarDays) },
  priority: { look: 'bg-late-soft', icon: iconOf(Flag) },
  tag: { look: 'bg-soon-soft', icon: iconOf(Hash) },
}
