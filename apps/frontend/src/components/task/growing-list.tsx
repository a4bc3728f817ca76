'use client'

import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { hasComeBack, viewAddress } from '../../lib/navigation.ts'
import { rowHeightMin } from '../../lib/rows.ts'
import { type ListedIn, leastHeightOf } from '../../lib/task-facts.ts'
import type { LocalTask } from '../../types/index.ts'
import { Button } from '../ui/button.tsx'
import { TaskList } from './task-list.tsx'

/** In pixels. No view has less above its list. */
const aboveMin = 90

const stepMin = 10

/** How many rows a view had when it was left: who comes back to it comes back to the same place. */
const counts = new Map<string, number>()

/** As many rows as the window can hold. */
function firstCount(tasks: readonly LocalTask[], list: ListedIn): number {
  let count = 0
  let height = innerHeight - aboveMin
  for (const task of tasks) {
    if (height <= 0) break
    height -= leastHeightOf(task, list)
    count += 1
  }
  return count + Math.max(0, Math.ceil(height / rowHeightMin))
}

type Props = ComponentProps<typeof TaskList> & {
  /** What the list is of, in words: of something else it begins at its beginning again. */
  of?: string
}

/** A list that may be long: what is far below is made when one comes near it. */
export function GrowingList({ tasks, of = '', ...list }: Props) {
  const { lists } = useTexts()
  const begin = () => ({
    count: (hasComeBack() && counts.get(viewAddress())) || firstCount(tasks, list),
    shown: of,
  })
  const [{ count, shown }, setShown] = useState(begin)
  if (shown !== of) setShown(begin)
  const end = useRef<HTMLDivElement>(null)
  const rest = tasks.length - count
  const grow = (): void => {
    const more = count + Math.max(stepMin, Math.ceil(count / 2))
    counts.set(viewAddress(), more)
    setShown({ count: more, shown })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked again when the list has grown
  useEffect(() => {
    const near = new IntersectionObserver(([seen]) => seen?.isIntersecting && grow(), { rootMargin: '400px' })
    if (rest > 0 && end.current) near.observe(end.current)
    return () => near.disconnect()
  }, [rest, shown])
  return (
    <>
      <TaskList tasks={rest > 0 ? tasks.slice(0, count) : tasks} all={tasks} {...list} />
      {rest > 0 && (
        <div ref={end} className="mt-4 flex justify-center">
          <Button look="quiet" onClick={grow}>
            {lists.more(rest)}
          </Button>
        </div>
      )}
    </>
  )
}
