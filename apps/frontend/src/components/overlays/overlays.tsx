'use client'

import { useEffect } from 'react'
import { type AppTools, useAppTools } from '../../lib/app-tools.ts'
import { listenToPointers } from '../../lib/gestures/gestures.ts'
import { closeOverlay, type Overlay, overlay } from '../../lib/overlay.ts'
import { useStore } from '../../lib/store.ts'
import { MoveDialog } from '../task/move-dialog.tsx'
import { ActionBar } from './action-bar.tsx'
import { KeySheet } from './key-sheet.tsx'
import { LogOutDialog } from './log-out-dialog.tsx'
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
      <div className="pointer-events-none fixed inset-x-0 bottom-[calc(8.5rem+env(safe-area-inset-bottom))] z-20 flex flex-col items-center gap-2 px-3 in-data-selecting:bottom-[calc(4.25rem+env(safe-area-inset-bottom))] desk:start-60 desk:bottom-5! in-data-chat:min-[80rem]:end-112">
        <Messages tools={tools} />
        <ActionBar tools={tools} />
      </div>
      <Opened tools={tools} />
    </>
  )
}

function Opened({ tools }: { tools: AppTools }) {
  const open = useStore(overlay)
  return open && <OpenedOne key={keyOf(open)} open={open} tools={tools} />
}

const opened = new WeakMap<Overlay, number>()
let count = 0

/** Each opening is another one: what was closed just now is not opened again, but made anew. */
function keyOf(open: Overlay): number {
  const key = opened.get(open) ?? ++count
  opened.set(open, key)
  return key
}

function OpenedOne({ open, tools }: { open: Overlay; tools: AppTools }) {
  // What a closed dialog hears last must not close the one that came after it.
  const close = (): void => {
    if (overlay.get() === open) closeOverlay()
  }
  if (open.kind === 'help') return <KeySheet onClose={close} />
  if (open.kind === 'logOut') return <LogOutDialog tools={tools} onClose={close} />
  if (open.kind === 'palette') return <Palette situation={open.situation} onClose={close} />
  if (open.kind === 'menu') return <TaskMenu {...open} onClose={close} />
  if (open.kind === 'tag') return <TagDialog tools={tools} tasks={open.tasks} onClose={close} />
  return <MoveDialog tools={tools} tasks={open.tasks} onClose={close} />
}
