'use client'

import type { TaskStatus } from '@todo/core'
import { Fragment, type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import type { Texts } from '../../i18n/en.ts'
import { useTexts } from '../../i18n/texts.tsx'
import { commandOf } from '../../lib/commands/commands.ts'
import { type CommandId, type Situation, tasksOf } from '../../lib/commands/situation.ts'
import { closeOverlay } from '../../lib/overlay.ts'
import { factsOf, listAround } from '../../lib/rows.ts'
import { classes } from '../../lib/utils.ts'
import type { LocalTask } from '../../types/index.ts'
import { Keys } from '../ui/keys.tsx'

type Props = {
  situation: Situation
  button: HTMLElement
  /** Which commands; all that a task has where it is not said. */
  only?: readonly CommandId[]
  onClose(): void
}

const all: readonly CommandId[] = [
  'complete',
  'start',
  'open',
  'edit',
  'date',
  'tag',
  'high',
  'medium',
  'low',
  'select',
  'moveUp',
  'moveDown',
  'delete',
]

/** Before these, another kind of thing begins. */
const beginnings: readonly CommandId[] = ['date', 'high', 'select', 'delete']

/** What can be done with tasks, at the button that opened it. The browser closes it by Escape or a click beside it. */
export function TaskMenu({ situation, button, only = all, onClose }: Props) {
  const { keys: texts, lists } = useTexts()
  const menu = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (!menu.current) return
    menu.current.showPopover()
    placeAt(menu.current, button)
    menu.current.querySelector('button')?.focus()
  }, [button])
  const isByHand = factsOf(listAround(situation.row))?.isByHand === true
  const shown = only.filter((id) => isByHand || (id !== 'moveUp' && id !== 'moveDown'))
  const run = (id: CommandId): void => {
    // First the focus goes back to the button.
    menu.current?.hidePopover()
    closeOverlay()
    commandOf(id).run(situation)
  }
  const tasks = tasksOf(situation)
  const [first, ...others] = tasks
  const names = namesFor(tasks, texts)
  const title = first && others.length === 0 ? first.title : lists.count(others.length + 1)
  return (
    <section
      ref={menu}
      popover="auto"
      aria-label={texts.menu.label(title)}
      onToggle={({ newState }) => newState === 'closed' && onClose()}
      className="fixed inset-auto m-0 max-h-[calc(100dvh-1rem)] w-70 overflow-y-auto rounded-large border border-line bg-raised p-1.5 text-ink shadow-float"
    >
      <div role="menu" tabIndex={-1} aria-label={texts.menu.label(title)} onKeyDown={walk}>
        {shown.map((id) => (
          <Fragment key={id}>
            {only === all && beginnings.includes(id) && <hr className="mx-3 my-1 border-line" />}
            <button
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => run(id)}
              className={classes(
                'flex min-h-11 w-full items-center justify-between gap-3 rounded-medium px-3 text-start -outline-offset-2 hover:bg-hover focus:bg-hover desk:min-h-8',
                id === 'delete' && 'text-late',
              )}
            >
              {names[id] ?? texts.commands[id]}
              <span aria-hidden="true" className="max-desk:hidden">
                <Keys keys={commandOf(id).keys[0] ?? ''} />
              </span>
            </button>
          </Fragment>
        ))}
      </div>
    </section>
  )
}

/** What a command does to these tasks; where it does one thing or another, which. */
function namesFor(tasks: readonly LocalTask[], { menu }: Texts['keys']): Partial<Record<CommandId, string>> {
  const isAll = (wanted: TaskStatus): boolean => tasks.every(({ status }) => status === wanted)
  return {
    complete: isAll('done') ? menu.reopen : menu.complete,
    start: isAll('in_progress') ? menu.stop : menu.start,
    select: menu.select,
  }
}

/** Below the button where there is room, else above it; its end at the button's end. */
function placeAt(menu: HTMLElement, button: HTMLElement): void {
  const edge = 8
  const at = button.getBoundingClientRect()
  const { width, height } = menu.getBoundingClientRect()
  const isRtl = getComputedStyle(button).direction === 'rtl'
  const left = isRtl ? at.left : at.right - width
  const below = at.bottom + height + edge <= innerHeight
  menu.style.left = `${Math.max(edge, Math.min(left, innerWidth - width - edge))}px`
  menu.style.top = `${below ? at.bottom : Math.max(edge, Math.min(at.top - height, innerHeight - height - edge))}px`
}

function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const items = [...event.currentTarget.querySelectorAll<Element>('button')]
  const at = document.activeElement ? items.indexOf(document.activeElement) : -1
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
  // Tab leaves a menu, as Escape does.
  if (event.key === 'Tab') event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
  if (to === undefined && event.key !== 'Tab') return
  event.preventDefault()
  const item = to === undefined ? null : items.at(to % items.length)
  if (item instanceof HTMLElement) item.focus()
}
