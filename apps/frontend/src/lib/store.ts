import { useSyncExternalStore } from 'react'

/** A value of the page that components follow: what is open, what is selected, what was said. */
export type Store<Value> = {
  get(): Value
  set(value: Value): void
  subscribe(onChange: () => void): () => void
}

export function newStore<Value>(first: Value): Store<Value> {
  const listeners = new Set<() => void>()
  let value = first
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const useStore = <Value>(store: Store<Value>): Value =>
  useSyncExternalStore(store.subscribe, store.get, store.get)
