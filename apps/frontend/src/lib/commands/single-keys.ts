import { newStore } from '../store.ts'

const kept = 'todo_single_keys'

/** Whether single letters and signs do something (WCAG 2.1.4: whoever speaks to the computer switches them off). */
export const singleKeys = newStore(read())

function read(): boolean {
  try {
    return localStorage.getItem(kept) !== 'off'
  } catch {
    // On the server there is none, and a browser may refuse it.
    return true
  }
}

export function setSingleKeys(isOn: boolean): void {
  singleKeys.set(isOn)
  try {
    localStorage.setItem(kept, isOn ? 'on' : 'off')
  } catch {
    // Then it holds for this page.
  }
}
