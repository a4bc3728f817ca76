'use client'

import { TodoError } from '@todo/core'
import { useEffect, useRef, useState } from 'react'
import { dropUnsaved, keepUnsaved, unsavedOf } from './unsaved.ts'

/** A pause in typing after which a text is saved: each time is a line of the history. */
const pauseMs = 1_000

type Options = {
  /** Names the field of the task, among what could not be saved. */
  id: string
  /** What the field holds, wherever it was changed. */
  value: string
  /** As the domain keeps a text. */
  normal(text: string): string
  /** What is wrong with a text, for the person to read. */
  problemOf(text: string): string | null
  save(text: string): void
}

export type Draft = {
  text: string
  problem: string | null
  /** What the field was set to elsewhere while it was being edited here. */
  theirs: string | null
  change(text: string): void
  begin(): void
  /** Saves at once, and goes on. */
  save(): void
  /** The person leaves the field. Whether all that was typed is saved. */
  end(): boolean
  takeTheirs(): void
}

/**
 * The text of a field while it is being edited. It is saved after a pause, and at once where the person leaves the
 * field, the task or the page. What changes elsewhere shows as soon as nobody edits here.
 */
export function useDraft({ id, value, normal, problemOf, save }: Options): Draft {
  const [typed, setTyped] = useState(() => unsavedOf(id))
  /** What the text began with, or was saved as. */
  const [base, setBase] = useState(value)
  // What leaves the field in the same turn as the last key must not wait for another rendering.
  const now = useRef({ typed, base, timer: 0, save, problemOf, isKept: typed !== null })
  Object.assign(now.current, { save, problemOf })

  const put = (next: { typed?: string | null; base?: string }): void => {
    Object.assign(now.current, next)
    if (next.typed !== undefined) setTyped(next.typed)
    if (next.base !== undefined) setBase(next.base)
  }
  const flush = (): boolean => {
    const { typed, base, timer, save, problemOf, isKept } = now.current
    clearTimeout(timer)
    if (typed === null) return true
    const text = normal(typed)
    if (problemOf(text) !== null) return false
    // Another text may be kept that was saved, and that the server did not take.
    if (isKept) dropUnsaved(id)
    now.current.isKept = false
    if (text === base) return true
    put({ base: text })
    return isSaved(id, typed, () => save(text))
  }
  const later = (): void => {
    clearTimeout(now.current.timer)
    now.current.timer = window.setTimeout(flush, pauseMs)
  }

  const leave = useRef(flush)
  leave.current = flush
  useEffect(() => {
    const onLeave = (): void => void leave.current()
    // What could not be saved when it was written is tried again.
    if (now.current.typed !== null && leave.current()) {
      now.current.typed = null
      setTyped(null)
    }
    addEventListener('pagehide', onLeave)
    document.addEventListener('visibilitychange', onLeave)
    return () => {
      removeEventListener('pagehide', onLeave)
      document.removeEventListener('visibilitychange', onLeave)
      onLeave()
    }
  }, [])

  const isElsewhere = typed !== null && value !== base && value !== normal(typed)
  return {
    text: typed ?? value,
    problem: typed === null ? null : problemOf(normal(typed)),
    theirs: isElsewhere ? value : null,
    change(text) {
      put({ typed: text })
      if (problemOf(normal(text)) === null) {
        later()
        return
      }
      now.current.isKept = true
      keepUnsaved(id, text)
    },
    begin() {
      if (now.current.typed === null) put({ typed: value, base: value })
    },
    save: () => void flush(),
    end() {
      const isDone = flush()
      if (isDone) put({ typed: null })
      return isDone
    },
    takeTheirs() {
      clearTimeout(now.current.timer)
      dropUnsaved(id)
      put({ typed: value, base: value })
    },
  }
}

/** A task that went away meanwhile takes nothing any more; what was typed is kept for when it comes back. */
function isSaved(id: string, typed: string, save: () => void): boolean {
  try {
    save()
    return true
  } catch (error) {
    if (!(error instanceof TodoError)) throw error
    keepUnsaved(id, typed)
    return false
  }
}
