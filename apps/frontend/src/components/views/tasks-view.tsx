'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { replaceAddress, useSearch } from '../../lib/navigation.ts'
import { type OpenedReplica, useLive, useToday } from '../../lib/replica.tsx'
import {
  filterFromSearch,
  narrowings,
  plainFilter,
  queryOfFilter,
  searchOfFilter,
  type TaskFilter,
} from '../../lib/task-filter.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { Header } from '../layout/header.tsx'
import { GrowingList } from '../task/growing-list.tsx'
import { Button } from '../ui/button.tsx'
import { ListBody, OverReplica } from './over-replica.tsx'
import { filterBarId, TaskFilterBar } from './task-filter-bar.tsx'

/** All tasks, by a filter that stands in the address and can be shared. */
export function TasksView() {
  const { views } = useTexts()
  return <OverReplica title={views.tasks}>{(replica) => <TasksOf replica={replica} />}</OverReplica>
}

function TasksOf({ replica }: { replica: OpenedReplica }) {
  const { views, lists, filter: texts } = useTexts()
  const today = useToday(replica)
  const search = useSearch()
  const filter = useMemo(() => filterFromSearch(search), [search])
  const tasks = useLive(replica.tasks(queryOfFilter(filter, today)))
  const [isFilterOpen, setIsFilterOpen] = useState(false)
  return (
    <>
      <Header title={views.tasks} note={lists.count(tasks.length)}>
        <Button
          look="outline"
          className="desk:hidden"
          aria-expanded={isFilterOpen}
          aria-controls={filterBarId}
          onClick={() => setIsFilterOpen(!isFilterOpen)}
        >
          <SlidersHorizontal className="size-4" aria-hidden="true" />
          {texts.button(narrowings(filter))}
        </Button>
      </Header>
      <TaskFilterBar
        filter={filter}
        tags={useTagNames(replica)}
        isOpen={isFilterOpen}
        onChange={showFiltered}
      />
      <ListBody replica={replica} isEmpty={tasks.length === 0} empty={<NoTasks search={search} />}>
        <GrowingList
          of={search}
          title={null}
          tasks={tasks}
          today={today}
          isByHand={filter.sort === 'position'}
        />
      </ListBody>
    </>
  )
}

const showFiltered = (filter: TaskFilter): void => replaceAddress(`/tasks${searchOfFilter(filter)}`)

/** The tags in use; the same list while only their tasks change. */
function useTagNames(replica: OpenedReplica): readonly string[] {
  const tags = useLive(replica.tags())
  const names = JSON.stringify(tags.map(({ tag }) => tag))
  return useMemo(() => JSON.parse(names), [names])
}

function NoTasks({ search }: { search: string }) {
  const { filter: texts } = useTexts()
  if (searchOfFilter(filterFromSearch(search)) === searchOfFilter(plainFilter)) {
    return <EmptyState title={texts.empty} hint={texts.emptyHint} />
  }
  return (
    <EmptyState title={texts.noHit}>
      <Button look="outline" onClick={() => replaceAddress('/tasks')}>
        {texts.reset}
      </Button>
    </EmptyState>
  )
}
