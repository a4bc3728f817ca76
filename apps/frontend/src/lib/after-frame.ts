import { startTransition, useEffect, useState } from 'react'

/** False until the first frame with this component was painted. For what is not seen in it, and need not wait for long. */
export function useIsAfterFrame(): boolean {
  const [isAfter, setIsAfter] = useState(false)
  useEffect(() => {
    let timer = 0
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => startTransition(() => setIsAfter(true)))
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [])
  return isAfter
}
