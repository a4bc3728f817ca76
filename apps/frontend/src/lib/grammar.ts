'use client'

import type { QuickAddOptions, QuickAddResult } from '@todo/core/quick-add'
import { useEffect, useSyncExternalStore } from 'react'

export type Grammar = (text: string, options: QuickAddOptions) => QuickAddResult

const listeners = new Set<() => void>()
let grammar: Grammar | null = null

/** Loads the grammar, which is not needed for what is seen first. */
export async function loadGrammar(): Promise<Grammar> {
  const { parseQuickAdd } = await import('@todo/core/quick-add')
  if (grammar === null) {
    grammar = parseQuickAdd
    for (const listener of listeners) listener()
  }
  return parseQuickAdd
}

/** The grammar once it is there; it comes when the browser has time. */
export function useGrammar(): Grammar | null {
  useEffect(() => {
    // Where it cannot be had now, a line is added as it stands.
    whenIdle(() => void loadGrammar().catch(() => {}))
  }, [])
  return useSyncExternalStore(
    subscribe,
    () => grammar,
    () => null,
  )
}

export function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(run)
  else setTimeout(run, 1_000)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
