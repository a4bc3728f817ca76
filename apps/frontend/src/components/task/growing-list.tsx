'use client'

import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { hasComeBack, viewAddress } from '../../lib/navigation.ts'
import { rowHeightMin } from '../../lib/rows.ts'
import { Button } from '../ui/button.tsx'
import { TaskList } from './task-list.tsx'

const step = 40

/** How many rows a view had when it was left: who comes back to it comes back to the same place. */
const counts = new Map<string, number>()

const firstCount = (): number =>
  (hasComeBack() && counts.get(viewAddress())) || Math.ceil(innerHeight / rowHeightMin) + 2

type Props = ComponentProps<typeof TaskList> & {
  /** What the list is of, in words: of something else it begins at its beginning again. */
  of?: string
}

/** A list that may be long: what is far below is made when one comes near it. */
export function GrowingList({ tasks, of = '', ...list }: Props) {
  const { lists } = useTexts()
  const [{ count, shown }, setShown] = useState(() => ({ count: firstCount(), shown: of }))
  if (shown !== of) setShown({ count: firstCount(), shown: of })
  const end = useRef<HTMLDivElement>(null)
  const rest = tasks.length - count
  const grow = (): void => {
    counts.set(viewAddress(), count + step)
    setShown({ count: count + step, shown })
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
