'use client'

import { Search } from 'lucide-react'
import {
  type KeyboardEvent,
  useDeferredValue,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { useIsAfterFrame } from '../../lib/after-frame.ts'
import type { Situation } from '../../lib/commands/situation.ts'
import { closeOverlay, paletteId } from '../../lib/overlay.ts'
import { classes } from '../../lib/utils.ts'
import { Keys } from '../ui/keys.tsx'
import { type PaletteItem, paletteItems, runItem } from './palette-items.ts'

/** As many as the palette shows at once. */
const firstMax = 16

type Props = { situation: Situation; onClose(): void }

/**
 * Finds what can be done and what there is, by the beginnings of words. A popover, not a modal dialog: to switch the
 * whole page off behind it took the browser longer than all the rest.
 */
export function Palette({ situation, onClose }: Props) {
  const { keys } = useTexts()
  const texts = keys.palette
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const list = useId()
  const isAfterFrame = useIsAfterFrame()
  const [text, setText] = useState('')
  // Typing does not wait for what is found.
  const wanted = useDeferredValue(text)
  const items = useMemo(() => paletteItems(situation, wanted), [situation, wanted])
  const [chosen, setChosen] = useState(0)
  const active = items[Math.min(chosen, items.length - 1)]
  useLayoutEffect(() => {
    box.current?.showPopover()
    field.current?.focus()
  }, [])
  const run = (item: PaletteItem | undefined): void => {
    if (!item) return
    // First the focus goes back to where it was: to the row that a command is about.
    box.current?.hidePopover()
    closeOverlay()
    runItem(item)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0
    // There is one field, and it keeps the focus.
    if (event.key === 'Tab') event.preventDefault()
    // Who types fast and presses Enter means what the text says, not what is still shown.
    const meant = wanted === text ? active : paletteItems(situation, text)[0]
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(meant)
    else if (step === 0 || items.length === 0) return
    else setChosen((at) => (Math.min(at, items.length - 1) + step + items.length) % items.length)
    event.preventDefault()
  }
  return (
    <div
      ref={box}
      id={paletteId}
      popover="auto"
      role="dialog"
      aria-modal="true"
      aria-label={texts.label}
      onToggle={({ newState }) => newState === 'closed' && onClose()}
      onKeyDown={onKeyDown}
      className="fixed inset-0 mx-auto mt-[10vh] mb-auto h-fit max-h-[min(32rem,80dvh)] w-[min(38rem,calc(100vw-1.5rem))] flex-col overflow-hidden rounded-large border border-line bg-raised p-0 open:flex text-ink shadow-float backdrop:bg-veil"
    >
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Search className="size-4.5 shrink-0 text-muted" aria-hidden="true" />
        <input
          ref={field}
          role="combobox"
          aria-label={texts.label}
          aria-expanded={items.length > 0}
          aria-controls={list}
          aria-activedescendant={active && optionId(list, active)}
          aria-autocomplete="list"
          placeholder={texts.placeholder}
          value={text}
          dir="auto"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={({ target }) => {
            setText(target.value)
            setChosen(0)
          }}
          className="h-13 min-w-0 grow bg-transparent text-lead outline-none placeholder:text-muted"
        />
      </div>
      <p role="status" className="sr-only">
        {wanted !== '' && (items.length === 0 ? texts.none : texts.found(items.length))}
      </p>
      {items.length === 0 && <p className="px-4 py-6 text-center text-muted">{texts.none}</p>}
      <Options
        id={list}
        items={isAfterFrame ? items : items.slice(0, firstMax)}
        active={active}
        onRun={run}
        onChoose={setChosen}
      />
    </div>
  )
}

const optionId = (list: string, { key }: PaletteItem): string => `${list}-${key.replace(/[^\w-]/gu, '_')}`

type OptionsProps = {
  id: string
  items: readonly PaletteItem[]
  active: PaletteItem | undefined
  onRun(item: PaletteItem): void
  onChoose(index: number): void
}

function Options({ id, items, active, onRun, onChoose }: OptionsProps) {
  const { groups, label } = useTexts().keys.palette
  const names = [...new Set(items.map(({ group }) => group))]
  return (
    <div id={id} role="listbox" aria-label={label} className="min-h-0 overflow-y-auto p-1.5 pb-2.5 empty:p-0">
      {names.map((name) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset
        <div key={name} role="group" aria-labelledby={`${id}-${name}`}>
          <p id={`${id}-${name}`} className="px-3 pt-2 pb-1 text-small font-semibold text-muted">
            {groups[name]}
          </p>
          {items.map(
            (item, index) =>
              item.group === name && (
                <Option
                  key={item.key}
                  id={optionId(id, item)}
                  item={item}
                  isActive={item === active}
                  onRun={() => onRun(item)}
                  onChoose={() => onChoose(index)}
                />
              ),
          )}
        </div>
      ))}
    </div>
  )
}

type OptionProps = { id: string; item: PaletteItem; isActive: boolean; onRun(): void; onChoose(): void }

function Option({ id, item, isActive, onRun, onChoose }: OptionProps) {
  const option = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) option.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and hears the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the field says which one is active
    <div
      ref={option}
      id={id}
      role="option"
      aria-selected={isActive}
      onClick={onRun}
      onPointerMove={() => !isActive && onChoose()}
      className={classes(
        'flex min-h-11 cursor-pointer items-center justify-between gap-4 rounded-medium px-3 desk:min-h-9',
        isActive && 'bg-accent-soft forced-colors:outline-2',
      )}
    >
      <span dir="auto" className={classes('min-w-0 truncate', item.isDone && 'text-muted line-through')}>
        {item.label}
      </span>
      {item.keys && (
        <span aria-hidden="true" className="max-desk:hidden">
          <Keys keys={item.keys} />
        </span>
      )}
    </div>
  )
}
