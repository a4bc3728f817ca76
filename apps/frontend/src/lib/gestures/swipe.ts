import type { AppTools } from '../app-tools.ts'
import { overlay } from '../overlay.ts'
import { toggleDone } from '../task-actions.ts'
import type { Gesture } from './gesture.ts'

const farEnough = 88
const backMs = (): number => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 160)

/** To the end side a task is done, to the start side it is moved to another day. Menu and box do the same. */
export function beginSwipe(tools: AppTools, row: HTMLElement, from: number): Gesture {
  const task = tools.replica.task(row.dataset.task ?? '').get()
  const ground = row.parentElement
  const { swipe } = tools.texts.keys
  const toEnd = getComputedStyle(row).direction === 'rtl' ? -1 : 1
  let across = 0

  const isFar = (): boolean => Math.abs(across) >= farEnough
  const isDone = (): boolean => across * toEnd > 0
  const settle = (): void => {
    const ms = backMs()
    row.style.transition = `transform ${ms}ms var(--ease-calm)`
    row.style.transform = ''
    setTimeout(() => {
      row.style.transition = ''
      for (const name of ['data-swipe', 'data-swipe-label', 'data-swipe-far']) ground?.removeAttribute(name)
    }, ms)
  }
  return {
    move(x) {
      // Behind the point where it counts it moves less.
      const way = x - from
      const beyond = Math.max(0, Math.abs(way) - farEnough)
      across = Math.sign(way) * (Math.abs(way) - beyond * 0.7)
      row.style.transform = `translateX(${across}px)`
      ground?.setAttribute('data-swipe', isDone() ? 'end' : 'start')
      ground?.setAttribute(
        'data-swipe-label',
        !isDone() ? swipe.date : task?.status === 'done' ? swipe.reopen : swipe.complete,
      )
      ground?.toggleAttribute('data-swipe-far', isFar())
    },
    end() {
      settle()
      if (!task || !isFar()) return
      if (isDone()) toggleDone(tools, [task])
      else overlay.set({ kind: 'date', tasks: [task] })
    },
    cancel: settle,
  }
}
