'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { type OpenedReplica, useLive, useReplica } from '../../lib/replica.tsx'
import { classes } from '../../lib/utils.ts'

const dots = { live: 'bg-accent', loading: 'bg-soon', connecting: 'bg-soon', offline: 'bg-late' }

/** Whether what is shown is what the server has. */
export function ConnectionSign() {
  const replica = useReplica()
  return replica ? <SignOf replica={replica} /> : <span className="block h-5" />
}

function SignOf({ replica }: { replica: OpenedReplica }) {
  return <Sign {...useLive(replica.status)} />
}

/** Where the column with the sign has no room: only what one must know. */
export function OfflineSign() {
  const replica = useReplica()
  return replica && <OfflineSignOf replica={replica} />
}

function OfflineSignOf({ replica }: { replica: OpenedReplica }) {
  const status = useLive(replica.status)
  if (status.connection !== 'offline') return null
  return (
    <p className="desk:hidden">
      <Sign {...status} />
    </p>
  )
}

/** `waiting`: how many changes the server does not have yet. */
export function Sign({ connection, waiting }: { connection: keyof typeof dots; waiting: number }) {
  const { connection: texts } = useTexts()
  return (
    <span role="status" className="flex items-center gap-1.5 text-small text-muted">
      <span aria-hidden="true" className={classes('size-1.5 rounded-full', dots[connection])} />
      {texts[connection]}
      {waiting > 0 && ` · ${texts.waiting(waiting)}`}
    </span>
  )
}
