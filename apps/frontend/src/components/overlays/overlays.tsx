'use client'

import { useEffect } from 'react'
import { type AppTools, useAppTools } from '../../lib/app-tools.ts'
import { listenToPointers } from '../../lib/gestures/gestures.ts'
import { closeOverlay, overlay } from '../../lib/overlay.ts'
import { useStore } from '../../lib/store.ts'
import { MoveDialog } from '../task/move-dialog.tsx'
import { ActionBar } from './action-bar.tsx'
import { KeySheet } from './key-sheet.tsx'
import { Messages } from './messages.tsx'
import { Palette } from './palette.tsx'
import { TagDialog } from './tag-dialog.tsx'
import { TaskMenu } from './task-menu.tsx'

/** All that lies over the page: loaded after it, and then there at once. */
export function Overlays() {
  const tools = useAppTools()
  useEffect(() => {
    const content = document.getElementById('content')
    return tools && content ? listenToPointers(tools, content) : undefined
  }, [tools])
  if (!tools) return null
  return (
    <>
      <div className="pointer-events-none fixed inset-x-0 bottom-[calc(8.5rem+env(safe-area-inset-bottom))] z-20 flex flex-col items-center gap-2 px-3 in-data-selecting:bottom-[calc(4.25rem+env(safe-area-inset-bottom))] desk:start-60 desk:bottom-5!">
        <Messages tools={tools} />
        <ActionBar tools={tools} />
      </div>
      <Opened tools={tools} />
    </>
  )
}

function Opened({ tools }: { tools: AppTools }) {
  const open = useStore(overlay)
  if (open === null) return null
  // What a closed dialog hears last must not close the one that came after it.
  const close = (): void => {
    if (overlay.get() === open) closeOverlay()
  }
  if (open.kind === 'help') return <KeySheet onClose={close} />
  if (open.kind === 'palette') return <Palette situation={open.situation} onClose={close} />
  if (open.kind === 'menu') return <TaskMenu {...open} onClose={close} />
  if (open.kind === 'tag') return <TagDialog tools={tools} tasks={open.tasks} onClose={close} />
  return <MoveDialog tools={tools} tasks={open.tasks} onClose={close} />
}
