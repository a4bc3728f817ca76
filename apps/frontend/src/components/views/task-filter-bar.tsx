'use client'

import { memo } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import {
  filterDues,
  filterPriorities,
  filterSorts,
  filterStatuses,
  oneOf,
  plainFilter,
  type TaskFilter,
} from '../../lib/task-filter.ts'
import { classes } from '../../lib/utils.ts'
import { Select } from '../ui/select.tsx'

type Props = {
  filter: TaskFilter
  tags: readonly string[]
  /** On a phone it is shown only where it is asked for. */
  isOpen: boolean
  onChange(filter: TaskFilter): void
}

const any = ''

export const filterBarId = 'task-filter'

/** With its choices it is larger than all else, and stays as it is whatever becomes of a task. */
export const TaskFilterBar = memo(function TaskFilterBar({ filter, tags, isOpen, onChange }: Props) {
  const { filter: texts } = useTexts()
  const names = new Set([...tags, ...(filter.tag === null ? [] : [filter.tag])])
  return (
    <fieldset
      id={filterBarId}
      className={classes(
        'grid grid-cols-2 gap-3 pb-2 desk:grid-cols-3 wide:grid-cols-5',
        !isOpen && 'max-desk:hidden',
      )}
    >
      <legend className="sr-only">{texts.label}</legend>
      <Select
        label={texts.status}
        value={filter.status}
        options={filterStatuses.map((value) => [value, texts.statuses[value]])}
        onChange={(value) =>
          onChange({ ...filter, status: oneOf(filterStatuses, value) ?? plainFilter.status })
        }
      />
      <Select
        label={texts.priority}
        value={filter.priority ?? any}
        options={[
          [any, texts.priorities.any],
          ...filterPriorities.map((value) => [value, texts.priorities[value]] as const),
        ]}
        onChange={(value) => onChange({ ...filter, priority: oneOf(filterPriorities, value) })}
      />
      <Select
        label={texts.tag}
        value={filter.tag ?? any}
        options={[[any, texts.anyTag], ...[...names].map((tag) => [tag, `#${tag}`] as const)]}
        onChange={(value) => onChange({ ...filter, tag: value || null })}
      />
      <Select
        label={texts.due}
        value={filter.due ?? any}
        options={[[any, texts.dues.any], ...filterDues.map((value) => [value, texts.dues[value]] as const)]}
        onChange={(value) => onChange({ ...filter, due: oneOf(filterDues, value) })}
      />
      <Select
        label={texts.sort}
        value={filter.sort}
        options={filterSorts.map((value) => [value, texts.sorts[value]])}
        onChange={(value) => onChange({ ...filter, sort: oneOf(filterSorts, value) ?? plainFilter.sort })}
      />
    </fieldset>
  )
})
