'use client'

import { CalendarDays, Check, Flag, Tag, Trash2, X } from 'lucide-react'
import { type ComponentType, type MouseEvent, useEffect, useLayoutEffect, useRef } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import type { AppTools } from '../../lib/app-tools.ts'
import { commandOf } from '../../lib/commands/commands.ts'
import { isMac, sayKeys } from '../../lib/commands/keys.ts'
import { type CommandId, situationAt } from '../../lib/commands/situation.ts'
import { focusAgain } from '../../lib/keep-focus.ts'
import { overlay } from '../../lib/overlay.ts'
import { say } from '../../lib/say.ts'
import { useSelectedIds } from '../../lib/selection.ts'

type Props = { tools: AppTools }

/** What can be done with all that are selected. */
export function ActionBar({ tools }: Props) {
  const { size } = useSelectedIds()
  return size > 0 && <Bar tools={tools} count={size} />
}

function Bar({ tools, count }: Props & { count: number }) {
  const { keys: texts } = useTexts()
  const { bar } = texts
  const element = useRef<HTMLElement>(null)
  useEffect(() => say(bar.count(count)), [bar, count])
  useLayoutEffect(() => {
    const here = element.current
    return () => {
      if (here?.contains(document.activeElement)) focusAgain()
    }
  }, [])
  const run = (id: CommandId) => () => commandOf(id).run(situationAt(tools, null))
  const choosePriority = ({ currentTarget: button }: MouseEvent<HTMLElement>): void =>
    overlay.set({
      kind: 'menu',
      button,
      situation: situationAt(tools, null),
      only: ['high', 'medium', 'low'],
    })
  return (
    <section
      ref={element}
      aria-label={bar.label}
      className="pointer-events-auto flex max-w-full items-center rounded-large border border-line bg-raised p-1 text-ink shadow-float"
    >
      <p className="ps-3 pe-2 font-medium whitespace-nowrap">
        <span aria-hidden="true" className="desk:hidden">
          {count}
        </span>
        <span className="max-desk:sr-only">{bar.count(count)}</span>
      </p>
      <BarButton Icon={Check} name={bar.complete} keys="Space" onClick={run('complete')} />
      <BarButton Icon={CalendarDays} name={bar.date} keys="d" onClick={run('date')} />
      <BarButton Icon={Flag} name={bar.priority} keys="1" onClick={choosePriority} isMenu />
      <BarButton Icon={Tag} name={bar.tag} keys="t" onClick={run('tag')} />
      <BarButton Icon={Trash2} name={bar.delete} keys="Delete" onClick={run('delete')} />
      <BarButton Icon={X} name={bar.clear} keys="Escape" onClick={run('clearSelection')} isQuiet />
    </section>
  )
}

type ButtonProps = {
  Icon: ComponentType<{ className?: string; 'aria-hidden'?: 'true' }>
  name: string
  keys: string
  onClick(event: MouseEvent<HTMLElement>): void
  isMenu?: boolean
  /** The icon says enough. */
  isQuiet?: boolean
}

function BarButton({ Icon, name, keys, onClick, isMenu = false, isQuiet = false }: ButtonProps) {
  const { names } = useTexts().keys
  return (
    <button
      type="button"
      title={`${name} (${sayKeys(keys, names, isMac()).join(' ')})`}
      aria-label={name}
      aria-haspopup={isMenu ? 'menu' : undefined}
      onClick={onClick}
      className="flex h-11 min-w-11 items-center justify-center gap-2 rounded-medium px-2.5 text-muted transition-colors hover:bg-hover hover:text-ink desk:h-9 desk:min-w-9"
    >
      <Icon className="size-4.5 shrink-0" aria-hidden="true" />
      {!isQuiet && <span className="max-wide:hidden">{name}</span>}
    </button>
  )
}
