'use client'

import { useTexts } from '../../i18n/texts.tsx'
import { useList } from '../../lib/list.ts'
import { classes } from '../../lib/utils.ts'

const dots = { live: 'bg-accent', connecting: 'bg-soon', offline: 'bg-late' }

/** Whether what is shown is what the server has. */
export function ConnectionSign() {
  const { connection: texts } = useTexts()
  const { connection } = useList()
  return (
    <span role="status" className="flex items-center gap-1.5 text-small text-muted">
      <span aria-hidden="true" className={classes('size-1.5 rounded-full', dots[connection])} />
      {texts[connection]}
    </span>
  )
}
