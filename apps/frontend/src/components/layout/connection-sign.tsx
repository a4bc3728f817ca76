'use client'

import type { ReplicaStatus } from '@todo/client/replica'
import { useTexts } from '../../i18n/texts.tsx'
import { type OpenedReplica, useLive, useReplica } from '../../lib/replica.tsx'
import { classes } from '../../lib/utils.ts'

const dots = {
  live: 'bg-accent',
  loading: 'bg-soon',
  connecting: 'bg-soon',
  offline: 'bg-late',
  signedOut: 'bg-late',
}

type Of = { replica: OpenedReplica }

/** Whether what is shown is what the server has, and whether it would be here without the server. */
export function ConnectionSign() {
  const replica = useReplica()
  return replica ? <Whole replica={replica} /> : <span className="block h-5" />
}

function Whole({ replica }: Of) {
  const { app } = useTexts()
  const status = useLive(replica.status)
  const { isSecure, storage } = status
  return (
    <span className="block shrink-0">
      <Sign {...status} />
      {storage === 'memory' && (
        <span className="block text-tiny text-muted">{isSecure ? app.keepsNothing : app.needsHttps}</span>
      )}
    </span>
  )
}

/** Where the column with the sign has no room: there while there is no way to the server. */
export function OfflineSign() {
  const replica = useReplica()
  return replica && <WhileOffline replica={replica} />
}

function WhileOffline({ replica }: Of) {
  const status = useLive(replica.status)
  if (status.connection !== 'offline') return null
  return (
    <p className="desk:hidden">
      <Sign {...status} />
    </p>
  )
}

type SignProps = Pick<ReplicaStatus, 'connection' | 'waiting'> & { needsSignIn?: boolean }

/** `waiting`: how many changes the server does not have yet. */
export function Sign({ connection, waiting, needsSignIn = false }: SignProps) {
  const { connection: texts } = useTexts()
  const state = needsSignIn ? 'signedOut' : connection
  return (
    <span role="status" className="flex items-center gap-1.5 text-small text-muted">
      <span
        aria-hidden="true"
        className={classes('size-1.5 shrink-0 rounded-full forced-colors:bg-[CanvasText]', dots[state])}
      />
      {texts[state]}
      {waiting > 0 && ` · ${texts.waiting(waiting)}`}
    </span>
  )
}
