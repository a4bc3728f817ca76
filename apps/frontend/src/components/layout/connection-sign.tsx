'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { useLive, useReplica } from '../../lib/replica.tsx'
import { classes } from '../../lib/utils.ts'

const dots = { live: 'bg-accent', loading: 'bg-soon', connecting: 'bg-soon', offline: 'bg-late' }

/** Whether what is shown is what the server has. */
export function ConnectionSign() {
  const replica = useReplica()
  return replica ? <Sign replica={replica} /> : <span className="block h-5" />
}

function Sign({ replica }: { replica: NonNullable<ReturnType<typeof useReplica>> }) {
  const { connection: texts } = useTexts()
  const { connection, waiting } = useLive(replica.status)
  return (
    <span role="status" className="flex items-center gap-1.5 text-small text-muted">
      <span aria-hidden="true" className={classes('size-1.5 rounded-full', dots[connection])} />
      {texts[connection]}
      {waiting > 0 && ` · ${texts.waiting(waiting)}`}
    </span>
  )
}
