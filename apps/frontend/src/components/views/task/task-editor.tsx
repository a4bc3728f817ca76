'use client'

import { isTaskPriority, isTaskStatus, taskStatuses, type UpdateTaskInput } from '@todo/core'
import { Trash2 } from 'lucide-react'
import { useLocale, useTexts } from '../../../i18n/texts.tsx'
import { dayOf, sayDate } from '../../../lib/dates.ts'
import { closeTask } from '../../../lib/navigation.ts'
import { type OpenedReplica, timeZoneOf, useLive } from '../../../lib/replica.tsx'
import { say } from '../../../lib/say.ts'
import { filterPriorities } from '../../../lib/task-filter.ts'
import type { LocalTask } from '../../../types/index.ts'
import { useUser } from '../../layout/account.tsx'
import { Button } from '../../ui/button.tsx'
import { DoneBox } from '../../ui/done-box.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { DescriptionField } from './description-field.tsx'
import { DueField } from './due-field.tsx'
import { TagsField } from './tags-field.tsx'
import { TaskHistory } from './task-history.tsx'
import { TitleField } from './title-field.tsx'
import type { FoundTask } from './use-task.ts'

type Props = {
  replica: OpenedReplica
  found: Extract<FoundTask, { kind: 'found' }>
  today: string
}

/** Every field of a task. Each change is saved by itself. */
export function TaskEditor({ replica, found, today }: Props) {
  const { detail, lists, task: texts } = useTexts()
  const { task, verbs, failed } = found
  const isDone = task.status === 'done'
  const save = (fields: UpdateTaskInput): void => verbs.update(fields)
  return (
    <div className="space-y-5">
      {failed && (
        <div className="space-y-3">
          <Notice>{detail.notSaved}</Notice>
          <Button look="outline" onClick={failed.retry}>
            {lists.retry}
          </Button>
        </div>
      )}
      <div className="-ms-3 flex items-start">
        <DoneBox
          isDone={isDone}
          isImportant={task.priority === 'high'}
          label={isDone ? texts.reopen(task.title) : texts.complete(task.title)}
          onChange={(next) => {
            save({ status: next ? 'done' : 'pending' })
            say(next ? texts.completed(task.title) : texts.reopened(task.title))
          }}
        />
        <TitleField task={task} onSave={(title) => save({ title })} />
      </div>
      <DueField task={task} today={today} onSave={(dueDate) => save({ dueDate })} />
      <Choices task={task} onSave={save} />
      <TagsField tags={task.tags} known={useLive(replica.tags())} onSave={(tags) => save({ tags })} />
      <DescriptionField
        task={task}
        onSave={(description) => save({ description: description === '' ? null : description })}
      />
      <TaskHistory key={task.id} replica={replica} taskId={task.id} />
      <Foot task={task} today={today} onDelete={verbs.delete} />
    </div>
  )
}

type ChoicesProps = { task: LocalTask; onSave(fields: UpdateTaskInput): void }

function Choices({ task, onSave }: ChoicesProps) {
  const { filter: texts } = useTexts()
  return (
    <div className="grid grid-cols-2 gap-3">
      <Select
        label={texts.priority}
        value={task.priority}
        options={filterPriorities.map((each) => [each, texts.priorities[each]])}
        onChange={(priority) => isTaskPriority(priority) && onSave({ priority })}
      />
      <Select
        label={texts.status}
        value={task.status}
        options={taskStatuses.map((each) => [each, texts.statuses[each]])}
        onChange={(status) => isTaskStatus(status) && onSave({ status })}
      />
    </div>
  )
}

type FootProps = { task: LocalTask; today: string; onDelete(): void }

function Foot({ task, today, onDelete }: FootProps) {
  const { detail } = useTexts()
  const locale = useLocale()
  const user = useUser()
  const sayTime = (time: string): string =>
    user ? sayDate(dayOf(new Date(time), timeZoneOf(user)), today, locale) : ''
  const remove = (): void => {
    focusNeighbour(task.id)
    onDelete()
    say(detail.deleted(task.title))
    closeTask()
  }
  return (
    <footer className="flex items-center justify-between gap-3 border-t border-line pt-3">
      <p className="min-w-0 text-small text-muted">
        {task.completedAt === null
          ? detail.added(sayTime(task.createdAt))
          : detail.done(sayTime(task.completedAt))}
        {task.waiting && ` · ${detail.waiting}`}
      </p>
      <Button look="quiet" className="-me-3 shrink-0" onClick={remove}>
        <Trash2 className="size-4" aria-hidden="true" />
        {detail.delete}
      </Button>
    </footer>
  )
}

/** The line of a task goes with it: the focus goes to the next one, where there is one to be seen. */
function focusNeighbour(id: string): void {
  const line = document.querySelector(`[data-task="${id}"]`)?.closest('li')
  const next = line?.nextElementSibling ?? line?.previousElementSibling
  next?.querySelector<HTMLElement>('[data-task] a')?.focus()
}
