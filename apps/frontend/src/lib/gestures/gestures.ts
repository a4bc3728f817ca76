import type { AppTools } from '../app-tools.ts'
import { factsOf, listAround, rowAround } from '../rows.ts'
import { beginDrag } from './drag.ts'
import type { Gesture } from './gesture.ts'
import { beginSwipe } from './swipe.ts'

type Pressed = {
  id: number
  x: number
  y: number
  row: HTMLElement
  isTouch: boolean
  hold: number | undefined
}

const dragFrom = 5
const swipeFrom = 12
/** A finger that moves this far before it was held wants to scroll. */
const holdSlack = 8
const holdMs = 400

/**
 * A mouse drags a row where the order is made by hand. A finger drags one that it has held for a moment, and swipes
 * sideways; up and down is the browser's, which scrolls. What it returns ends that.
 */
export function listenToPointers(tools: AppTools, content: HTMLElement): () => void {
  let pressed: Pressed | null = null
  let gesture: Gesture | null = null

  const stop = (how: 'end' | 'cancel'): void => {
    clearTimeout(pressed?.hold)
    pressed = null
    const going = gesture
    gesture = null
    if (!going) return
    swallowClick()
    going[how]()
  }
  const drag = ({ row, x, y }: Pressed): void => {
    if (isByHand(row)) gesture = beginDrag(tools, row, { x, y })
  }
  const onDown = (event: PointerEvent): void => {
    const { target, pointerId: id, clientX: x, clientY: y } = event
    stop('cancel')
    if (event.button !== 0 || !event.isPrimary || !(target instanceof Element)) return
    const row = rowAround(target)
    if (!row || target.closest('button, input')) return
    const isTouch = event.pointerType !== 'mouse'
    const down: Pressed = { id, x, y, row, isTouch, hold: undefined }
    if (isTouch) {
      down.hold = window.setTimeout(() => {
        if (pressed !== down) return
        drag(down)
        if (gesture) navigator.vibrate?.(10)
      }, holdMs)
    }
    pressed = down
  }
  const onMove = (event: PointerEvent): void => {
    if (!pressed || event.pointerId !== pressed.id) return
    const { clientX: x, clientY: y } = event
    if (gesture) {
      gesture.move(x, y)
      return
    }
    const [across, along] = [Math.abs(x - pressed.x), Math.abs(y - pressed.y)]
    if (!pressed.isTouch && Math.hypot(across, along) > dragFrom) drag(pressed)
    if (pressed.isTouch && across > swipeFrom && across > along * 1.5) {
      clearTimeout(pressed.hold)
      gesture = beginSwipe(tools, pressed.row, x)
    } else if (pressed.isTouch && Math.hypot(across, along) > holdSlack) clearTimeout(pressed.hold)
  }
  const onUp = (event: PointerEvent): void => {
    if (event.pointerId === pressed?.id) stop('end')
  }
  const onCancel = (event: PointerEvent): void => {
    if (event.pointerId === pressed?.id) stop('cancel')
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !gesture) return
    event.preventDefault()
    event.stopPropagation()
    stop('cancel')
  }
  /** What is dragged or swiped does not scroll the page as well, nor open the menu of a long press. */
  const hold = (event: Event): void => {
    const isLongPress = event.type === 'contextmenu' && pressed?.isTouch === true && isByHand(pressed.row)
    if ((gesture || isLongPress) && event.cancelable) event.preventDefault()
  }
  const ends = [
    on(content, 'pointerdown', onDown),
    on(window, 'pointermove', onMove),
    on(window, 'pointerup', onUp),
    on(window, 'pointercancel', onCancel),
    on(window, 'keydown', onKey, { capture: true }),
    on(content, 'touchmove', hold, { passive: false }),
    on(content, 'contextmenu', hold),
    on(content, 'selectstart', hold),
  ]
  return () => {
    stop('cancel')
    for (const end of ends) end()
  }
}

const isByHand = (row: HTMLElement): boolean => factsOf(listAround(row))?.isByHand === true

function on<Name extends keyof WindowEventMap>(
  target: EventTarget,
  name: Name,
  listener: (event: WindowEventMap[Name]) => void,
  options: AddEventListenerOptions = {},
): () => void {
  const hear = (event: Event): void => listener(asEventOf(name, event))
  target.addEventListener(name, hear, options)
  return () => target.removeEventListener(name, hear, options)
}

/** The browser gives each name its kind of event; TypeScript does not know that of any target. */
const asEventOf = <Name extends keyof WindowEventMap>(_: Name, event: Event): WindowEventMap[Name] =>
  event as WindowEventMap[Name]

/** The click that follows when the pointer goes up on a link is not meant. */
function swallowClick(): void {
  const swallow = (event: Event): void => {
    event.preventDefault()
    event.stopPropagation()
  }
  addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => removeEventListener('click', swallow, { capture: true }), 50)
}
