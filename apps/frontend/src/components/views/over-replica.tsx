'use client'

import type { ReactNode } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { type OpenedReplica, useConnection, useReplica } from '../../lib/replica.tsx'
import { EmptyState } from '../layout/empty-state.tsx'
import { Header } from '../layout/header.tsx'
import { TaskListSkeleton } from '../task/task-list-skeleton.tsx'
import { Button } from '../ui/button.tsx'

type Props = { title: string; children: (replica: OpenedReplica) => ReactNode }

/** A view of the list; before that is open, the view's name and where its tasks will be. */
export function OverReplica({ title, children }: Props) {
  const replica = useReplica()
  if (replica) return children(replica)
  return <ViewSkeleton title={title} />
}

export function ViewSkeleton({ title }: { title: string }) {
  return (
    <>
      <Header title={title} />
      <TaskListSkeleton />
    </>
  )
}

type BodyProps = { replica: OpenedReplica; isEmpty: boolean; empty: ReactNode; children: ReactNode }

/** What a view has to show; where that is nothing, why. */
export function ListBody({ replica, isEmpty, empty, children }: BodyProps) {
  const { lists } = useTexts()
  const connection = useConnection(replica)
  if (!isEmpty) return children
  if (connection === 'loading') return <TaskListSkeleton />
  if (connection !== 'offline') return empty
  return (
    <EmptyState title={lists.offline}>
      <Button look="outline" onClick={() => replica.retry()}>
        {lists.retry}
      </Button>
    </EmptyState>
  )
}
