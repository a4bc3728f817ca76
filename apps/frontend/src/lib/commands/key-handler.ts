import type { AppTools } from '../app-tools.ts'
import { overlay, paletteId } from '../overlay.ts'
import { selectedIds } from '../selection.ts'
import { type Command, commands } from './commands.ts'
import { isMac, isSingleKey, isTyping, pressOf } from './keys.ts'
import { singleKeys } from './single-keys.ts'
import { situationNow } from './situation.ts'

const sequenceMs = 1_500

/** Hears the keys of the page and does what they stand for; what it returns ends that. */
export function listenToKeys(tools: AppTools): () => void {
  let begun = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return
    const press = pressOf(event, isMac())
    const wanted = begun === '' ? press : `${begun} ${press}`
    begun = ''
    clearTimeout(timer)
    if (isOverPage(event)) {
      if (press !== 'Mod+k' || overlay.get()?.kind !== 'palette') return
      event.preventDefault()
      document.getElementById(paletteId)?.hidePopover()
      return
    }
    const situation = situationNow(tools)
    const fits = (command: Command): boolean =>
      (command.repeats || !event.repeat) && mayRun(command, wanted, event) && command.applies(situation)
    const command = commands.find((each) => each.keys.includes(wanted) && fits(each))
    if (command) {
      event.preventDefault()
      command.run(situation)
    } else if (begins(press) && singleKeys.get() && !isTyping(event.target)) {
      begun = press
      timer = setTimeout(() => {
        begun = ''
      }, sequenceMs)
    }
  }
  addEventListener('keydown', onKey)
  return () => {
    clearTimeout(timer)
    removeEventListener('keydown', onKey)
  }
}

const isModifier = (key: string): boolean => ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'].includes(key)

const begins = (press: string): boolean =>
  commands.some(({ keys }) => keys.some((each) => each.startsWith(`${press} `)))

/** A dialog or a menu has keys of its own; one that was closed just now may keep the focus until the next frame. */
const isOverPage = ({ target }: KeyboardEvent): boolean =>
  document.querySelector('dialog:modal') !== null ||
  (target instanceof Element && target.closest(':popover-open') !== null)

function mayRun(command: Command, keys: string, { target }: KeyboardEvent): boolean {
  if (isTyping(target)) return command.inFields === true
  if (isSingleKey(keys)) return singleKeys.get()
  if (keys.includes('+') || keys === 'Escape') return true
  // The others belong to what has the focus: a button is pressed by Space, a page scrolled by an arrow.
  if (!(target instanceof Element)) return false
  if (target === document.body || target.id === 'content') return selectedIds().size > 0
  if (target.closest('[data-task]') === null) return false
  return target.matches('a') || !['Space', 'Enter'].includes(keys)
}
