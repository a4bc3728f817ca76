'use client'

import type { ReactNode } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { Button } from './button.tsx'
import { closeDialog, Dialog } from './dialog.tsx'

type Props = { title: string; confirm: string; onConfirm(): void; onClose(): void; children?: ReactNode }

/** Asks once more before something that cannot be taken back, or that touches much. */
export function Confirm({ title, confirm, onConfirm, onClose, children }: Props) {
  const { actions } = useTexts()
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="text-muted">{children}</div>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button look="outline" onClick={closeDialog}>
          {actions.cancel}
        </Button>
        <Button
          look="danger"
          onClick={(event) => {
            closeDialog(event)
            onConfirm()
          }}
        >
          {confirm}
        </Button>
      </div>
    </Dialog>
  )
}
