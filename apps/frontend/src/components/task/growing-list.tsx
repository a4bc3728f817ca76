'use client'

import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { Button } from '../ui/button.tsx'
import { TaskList } from './task-list.tsx'

const rowPixels = 44
const nearPixels = 300

/** As many rows as the window shows: what is made before it is seen, each change has to go through. */
const rowsOfWindow = (): number => Math.ceil(innerHeight / rowPixels) + 2

/** A list that may be long: what is far below is made when one comes near it. */
export function GrowingList({ tasks, ...list }: ComponentProps<typeof TaskList>) {
  const { lists } = useTexts()
  const [count, setCount] = useState(rowsOfWindow)
  const end = useRef<HTMLDivElement>(null)
  const rest = tasks.length - count
  useEffect(() => {
    const near = new IntersectionObserver(
      ([seen]) => seen?.isIntersecting && setCount((shown) => shown + rowsOfWindow()),
      { rootMargin: `${nearPixels}px` },
    )
    if (rest > 0 && end.current) near.observe(end.current)
    return () => near.disconnect()
  }, [rest])
  return (
    <>
      <TaskList tasks={rest > 0 ? tasks.slice(0, count) : tasks} all={tasks} {...list} />
      {rest > 0 && (
        <div ref={end} className="mt-4 flex justify-center">
          <Button look="quiet" onClick={() => setCount(count + rowsOfWindow())}>
            {lists.more(rest)}
          </Button>
        </div>
      )}
    </>
  )
}
