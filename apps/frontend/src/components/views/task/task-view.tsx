'use client'

import type { TaskRef } from '@todo/core'
import { useEffect } from 'react'
import { useTexts } from '../../../i18n/texts.tsx'
import { renameTask } from '../../../lib/navigation.ts'
import { type OpenedReplica, useReplica, useToday } from '../../../lib/replica.tsx'
import { ServerState } from '../../../lib/server-state.tsx'
import { taskAddress, taskRefOf } from '../../../lib/task-address.ts'
import type { LocalTask } from '../../../types/index.ts'
import { EmptyState } from '../../layout/empty-state.tsx'
import { FailedLoad, LinesSkeleton } from '../../ui/loads.tsx'
import { MissingView, WaysBack } from '../missing-view.tsx'
import { TaskEditor } from './task-editor.tsx'
import { TaskHead } from './task-head.tsx'
import { TrashedTask } from './trashed-task.tsx'
import { type FoundTask, useTask } from './use-task.ts'

type Props = { name: string; isBeside: boolean }

/** A task by what the address calls it. */
export function TaskView({ name, isBeside }: Props) {
  const replica = useReplica()
  const ref = taskRefOf(name)
  if (ref === null) return <MissingView />
  if (!replica) return <TaskLoading name={name} isBeside={isBeside} />
  return (
    <ServerState>
      <TaskOf replica={replica} taskRef={ref} name={name} isBeside={isBeside} />
    </ServerState>
  )
}

function TaskLoading({ name, isBeside }: Props) {
  const { detail } = useTexts()
  return (
    <>
      <TaskHead name={name} isBeside={isBeside} task={null} />
      <LinesSkeleton label={detail.loading} />
    </>
  )
}

type OfProps = Props & { replica: OpenedReplica; taskRef: TaskRef }

function TaskOf({ replica, taskRef, name, isBeside }: OfProps) {
  const found = useTask(replica, taskRef)
  const task = found.kind === 'found' ? found.task : null
  useNumberInAddress(task, name)
  if (found.kind === 'loading') return <TaskLoading name={name} isBeside={isBeside} />
  return (
    <>
      <TaskHead name={name} isBeside={isBeside} task={task} />
      {found.kind === 'found' ? (
        <FoundTaskBody key={found.task.id} replica={replica} found={found} />
      ) : (
        <NoTask found={found} />
      )}
    </>
  )
}

type Found = Extract<FoundTask, { kind: 'found' }>

function FoundTaskBody({ replica, found }: { replica: OpenedReplica; found: Found }) {
  const today = useToday(replica)
  if (found.task.deletedAt !== null) {
    return <TrashedTask replica={replica} task={found.task} today={today} />
  }
  return <TaskEditor replica={replica} found={found} today={today} />
}

function NoTask({ found }: { found: Exclude<FoundTask, Found | { kind: 'loading' }> }) {
  const { detail } = useTexts()
  if (found.kind === 'offline') return <FailedLoad title={detail.offline} onRetry={found.retry} />
  if (found.kind === 'failed') return <FailedLoad title={detail.failed} onRetry={found.retry} />
  return (
    <EmptyState title={detail.missing} hint={detail.missingHint}>
      <WaysBack />
    </EmptyState>
  )
}

/** A task that was made offline is opened by its id, until the server has given it a number. */
function useNumberInAddress(task: LocalTask | null, name: string): void {
  const address = task?.number ? taskAddress(task) : null
  useEffect(() => {
    if (address !== null && address !== `/tasks/${name}`) renameTask(address)
  }, [address, name])
}
