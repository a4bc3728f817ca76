'use client'

import { type ComponentType, useEffect, useState } from 'react'
import { useAppTools } from '../../lib/app-tools.ts'
import { listenToKeys } from '../../lib/commands/key-handler.ts'
import { whenIdle } from '../../lib/grammar.ts'
import { keepFocus } from '../../lib/keep-focus.ts'
import { usePath } from '../../lib/navigation.ts'
import { overlay } from '../../lib/overlay.ts'
import { clearSelection } from '../../lib/selection.ts'
import { toast } from '../../lib/toasts.ts'

/** Hears keys, keeps the focus, and brings what lies over the page once the browser has time, or when it is wanted. */
export function Keyboard() {
  const tools = useAppTools()
  const [{ Overlays }, setLoaded] = useState<{ Overlays: ComponentType | null }>({ Overlays: null })
  useEffect(() => (tools ? listenToKeys(tools) : undefined), [tools])
  useEffect(() => {
    const content = document.getElementById('content')
    return content ? keepFocus(content) : undefined
  }, [])
  useEffect(() => onIdleOrWanted(() => import('../overlays/overlays.tsx').then(setLoaded)), [])
  const path = usePath()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is selected belongs to the view that is shown
  useEffect(clearSelection, [path])
  return Overlays && <Overlays />
}

/** What cannot be had now is asked for again when it is wanted, or there is a connection. */
function onIdleOrWanted(load: () => Promise<void>): () => void {
  let isAsked = false
  const once = (): void => {
    if (isAsked) return
    isAsked = true
    load().catch(() => {
      isAsked = false
    })
  }
  const ends = [overlay.subscribe(once), toast.subscribe(once)]
  addEventListener('online', once)
  whenIdle(once)
  return () => {
    removeEventListener('online', once)
    for (const end of ends) end()
  }
}
