'use client'

import type { TagCount } from '@todo/core'
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
import { Select } from '../ui/select.tsx'

type Props = { filter: TaskFilter; tags: readonly TagCount[]; onChange(filter: TaskFilter): void }

const any = ''

export function TaskFilterBar({ filter, tags, onChange }: Props) {
  const { filter: texts } = useTexts()
  const names = new Set([...tags.map(({ tag }) => tag), ...(filter.tag === null ? [] : [filter.tag])])
  return (
    <fieldset className="grid grid-cols-2 gap-x-3 gap-y-3 desk:grid-cols-3 wide:grid-cols-5">
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
}
