'use client'

import { useState } from 'react'
import { useLocale, useTexts } from '../../i18n/texts.tsx'
import { dayOf, sayDate } from '../../lib/dates.ts'
import { followLink } from '../../lib/navigation.ts'
import { type OpenedReplica, timeZoneOf, useLive, useToday } from '../../lib/replica.tsx'
import { say } from '../../lib/say.ts'
import { taskAddress } from '../../lib/task-address.ts'
import { tellDone } from '../../lib/undo.ts'
import type { LocalTask } from '../../types/index.ts'
import { useUser } from '../layout/account.tsx'
import { EmptyState } from '../layout/empty-state.tsx'
import { Header } from '../layout/header.tsx'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { ListBody, OverReplica } from './over-replica.tsx'

/** What was deleted, until it is gone for good. */
export function TrashView() {
  const { views } = useTexts()
  return <OverReplica title={views.trash}>{(replica) => <TrashOf replica={replica} />}</OverReplica>
}

function TrashOf({ replica }: { replica: OpenedReplica }) {
  const { views, trash: texts } = useTexts()
  const tasks = useLive(replica.trash())
  const today = useToday(replica)
  return (
    <>
      <Header title={views.trash} note={texts.note}>
        {tasks.length > 0 && <EmptyAll replica={replica} count={tasks.length} />}
      </Header>
      <ListBody
        replica={replica}
        isEmpty={tasks.length === 0}
        empty={<EmptyState title={texts.empty} hint={texts.emptyHint} />}
      >
        <ul className="divide-y divide-line border-y border-line">
          {tasks.map((task) => (
            <TrashedTask key={task.id} replica={replica} task={task} today={today} />
          ))}
        </ul>
      </ListBody>
    </>
  )
}

function EmptyAll({ replica, count }: { replica: OpenedReplica; count: number }) {
  const { trash: texts } = useTexts()
  const [isAsked, setIsAsked] = useState(false)
  const empty = (): void => {
    if (!replica.purge('all')) return
    say(texts.emptied)
    focusView()
  }
  return (
    <>
      <Button look="quiet" className="-me-3" onClick={() => setIsAsked(true)}>
        {texts.emptyAll}
      </Button>
      {isAsked && (
        <Confirm
          title={texts.emptyTitle(count)}
          confirm={texts.purge}
          onConfirm={empty}
          onClose={() => setIsAsked(false)}
        >
          <p>{texts.final}</p>
        </Confirm>
      )}
    </>
  )
}

type Props = { replica: OpenedReplica; task: LocalTask; today: string }

function TrashedTask({ replica, task, today }: Props) {
  const { trash: texts } = useTexts()
  const locale = useLocale()
  const user = useUser()
  const [isAsked, setIsAsked] = useState(false)
  const { id, title, deletedAt } = task
  const day = user && deletedAt !== null ? dayOf(new Date(deletedAt), timeZoneOf(user)) : null
  const restore = (): void => {
    const write = replica.restore(id)
    if (!write) return
    tellDone(texts.restored(title), write)
    focusView()
  }
  const purge = (): void => {
    if (!replica.purge(id)) return
    say(texts.purged(title))
    focusView()
  }
  return (
    <li className="items-center gap-3 py-2.5 desk:flex">
      <a
        href={taskAddress(task)}
        onClick={followLink}
        className="group block min-h-11 min-w-0 grow rounded-small"
      >
        <span dir="auto" className="block break-words underline-offset-4 group-hover:underline">
          {title}
        </span>
        {day !== null && (
          <span className="block text-small text-muted">{texts.deleted(sayDate(day, today, locale))}</span>
        )}
      </a>
      <div className="-ms-3 flex shrink-0 flex-wrap desk:ms-0 desk:-me-3">
        <Button look="quiet" aria-label={texts.restoreOf(title)} onClick={restore}>
          {texts.restore}
        </Button>
        <Button look="quiet" aria-label={texts.purgeOf(title)} onClick={() => setIsAsked(true)}>
          {texts.purge}
        </Button>
      </div>
      {isAsked && (
        <Confirm
          title={texts.purgeTitle(title)}
          confirm={texts.purge}
          onConfirm={purge}
          onClose={() => setIsAsked(false)}
        >
          <p>{texts.final}</p>
        </Confirm>
      )}
    </li>
  )
}

/** What had the focus goes with its task. */
function focusView(): void {
  document.getElementById('content')?.focus()
}
