import { idOf } from '../rows.ts'
import { toggleSelected } from '../selection.ts'
import type { Gesture } from './gesture.ts'

/** Within this way a finger rests: before it was held, further means to scroll; after that, to drag. */
export const holdSlack = 8

type Held = { row: HTMLElement; x: number; y: number }

/** A finger that was held on a row: it selects the row, or selects it no more, unless it goes on to drag it. */
export function beginHold({ row, x, y }: Held, drag: Gesture | null): Gesture {
  let isResting = true
  row.setAttribute('data-held', '')
  const clear = (): void => row.removeAttribute('data-held')
  return {
    move(toX, toY) {
      if (Math.hypot(toX - x, toY - y) > holdSlack) isResting = false
      if (!isResting) drag?.move(toX, toY)
    },
    end() {
      clear()
      if (!isResting) {
        drag?.end()
        return
      }
      drag?.cancel()
      toggleSelected(idOf(row))
    },
    cancel() {
      clear()
      drag?.cancel()
    },
  }
}
