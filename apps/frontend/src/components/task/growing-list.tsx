'use client'

import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { Button } from '../ui/button.tsx'
import { TaskList } from './task-list.tsx'

const first = 40
const step = 100

/** A list that may be long: what is far below is made when one comes near it. */
export function GrowingList({ tasks, ...list }: ComponentProps<typeof TaskList>) {
  const { lists } = useTexts()
  const [count, setCount] = useState(first)
  const end = useRef<HTMLDivElement>(null)
  const rest = tasks.length - count
  useEffect(() => {
    const near = new IntersectionObserver(
      ([seen]) => seen?.isIntersecting && setCount((shown) => shown + step),
      { rootMargin: '600px' },
    )
    if (rest > 0 && end.current) near.observe(end.current)
    return () => near.disconnect()
  }, [rest])
  return (
    <>
      <TaskList tasks={rest > 0 ? tasks.slice(0, count) : tasks} all={tasks} {...list} />
      {rest > 0 && (
        <div ref={end} className="mt-4 flex justify-center">
          <Button look="quiet" onClick={() => setCount(count + step)}>
            {lists.more(rest)}
          </Button>
        </div>
      )}
    </>
  )
}
