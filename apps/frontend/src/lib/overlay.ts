import type { LocalTask } from '../types/index.ts'
import type { CommandId, Situation } from './commands/situation.ts'
import { newStore } from './store.ts'

/** What lies over the page, at most one thing at a time. */
export type Overlay =
  | { kind: 'palette'; situation: Situation }
  | { kind: 'help' }
  | { kind: 'logOut' }
  | { kind: 'date'; tasks: readonly LocalTask[] }
  | { kind: 'tag'; tasks: readonly LocalTask[] }
  | { kind: 'menu'; situation: Situation; button: HTMLElement; only?: readonly CommandId[] }

/** The element of the palette, for whoever closes it. */
export const paletteId = 'palette'

export const overlay = newStore<Overlay | null>(null)
export const closeOverlay = (): void => overlay.set(null)
