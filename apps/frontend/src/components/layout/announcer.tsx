'use client'

import { useSyncExternalStore } from 'react'
import { lastSaid, onSaid } from '../../lib/say.ts'

/** Reads out what has happened, wherever it was done. */
export function Announcer() {
  const said = useSyncExternalStore(onSaid, lastSaid, () => '')
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}
