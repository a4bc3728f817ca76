'use client'

import { tagProblem } from '@todo/core'
import { useState } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { navigate } from '../../lib/navigation.ts'
import { type OpenedReplica, useLive, useToday } from '../../lib/replica.tsx'
import { tellDone } from '../../lib/undo.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { Header } from '../layout/header.tsx'
import { GrowingList } from '../task/growing-list.tsx'
import { TaskForm } from '../task/task-form.tsx'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { ListBody, OverReplica } from './over-replica.tsx'
import { RenameTag } from './rename-tag.tsx'

/** The tasks with a tag. */
export function TagView({ tag }: { tag: string }) {
  return (
    <OverReplica title={`#${tag}`}>
      {(replica) => <TagOf key={tag} replica={replica} tag={tag} />}
    </OverReplica>
  )
}

function TagOf({ replica, tag }: { replica: OpenedReplica; tag: string }) {
  const { tags: texts, lists } = useTexts()
  const today = useToday(replica)
  const open = useLive(replica.tasks({ tags: [tag], status: 'open', sort: 'position' }))
  const done = useLive(replica.tasks({ tags: [tag], status: 'done', sort: 'updated_at' }))
  const count = open.length + done.length
  return (
    <>
      <Header title={`#${tag}`} note={texts.open(open.length)}>
        {count > 0 && <TagActions replica={replica} tag={tag} count={count} />}
      </Header>
      {tagProblem(tag) === null && <TaskForm today={today} tags={[tag]} />}
      <ListBody
        replica={replica}
        isEmpty={count === 0}
        empty={<EmptyState title={texts.empty} hint={texts.emptyHint} />}
      >
        {open.length === 0 && <EmptyState title={texts.clear} />}
        <GrowingList of={tag} title={null} tasks={open} today={today} shownTag={tag} isByHand />
        {done.length > 0 && (
          <details className="mt-8">
            <summary className="cursor-pointer rounded-small py-1 text-small font-medium text-muted">
              {texts.done(done.length)}
            </summary>
            <GrowingList of={tag} title={null} tasks={done} today={today} shownTag={tag} />
          </details>
        )}
      </ListBody>
      <span className="sr-only">{lists.count(count)}</span>
    </>
  )
}

type ActionsProps = { replica: OpenedReplica; tag: string; count: number }

function TagActions({ replica, tag, count }: ActionsProps) {
  const { tags: texts } = useTexts()
  const [asked, setAsked] = useState<'rename' | 'remove' | null>(null)
  const close = (): void => setAsked(null)
  const remove = (): void => {
    const write = replica.deleteTag(tag)
    if (!write) return
    tellDone(texts.removed(tag), write)
    navigate('/tasks')
  }
  return (
    <div className="-me-3 flex">
      <Button look="quiet" onClick={() => setAsked('rename')}>
        {texts.rename}
      </Button>
      <Button look="quiet" onClick={() => setAsked('remove')}>
        {texts.remove}
      </Button>
      {asked === 'rename' && <RenameTag replica={replica} tag={tag} onClose={close} />}
      {asked === 'remove' && (
        <Confirm title={texts.removeTitle(tag)} confirm={texts.remove} onConfirm={remove} onClose={close}>
          <p>{texts.removeHint(count)}</p>
        </Confirm>
      )}
    </div>
  )
}
