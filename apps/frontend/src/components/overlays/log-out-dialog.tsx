'use client'

import type { AppTools } from '../../lib/app-tools.ts'
import { logOut } from '../../lib/log-out.ts'
import { useLive } from '../../lib/replica.tsx'
import { Confirm } from '../ui/confirm.tsx'

type Props = { tools: AppTools; onClose(): void }

/** Changes wait that would be lost; they may arrive while the person thinks about it. */
export function LogOutDialog({ tools, onClose }: Props) {
  const { waiting } = useLive(tools.replica.status)
  const { app, navigation } = tools.texts
  return (
    <Confirm
      title={app.logOut.title}
      confirm={navigation.logOut}
      onConfirm={() => void logOut(tools)}
      onClose={onClose}
    >
      <p>{waiting > 0 ? app.logOut.waiting(waiting) : app.logOut.arrived}</p>
    </Confirm>
  )
}
