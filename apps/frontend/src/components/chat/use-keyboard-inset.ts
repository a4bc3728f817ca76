import { useEffect, useState } from 'react'

/** What is smaller is no keyboard: bars of the browser that come and go. */
const keyboardPxMin = 120

/** How much of the window a keyboard on the screen covers, where the browser lays it over the page. */
export function useKeyboardInset(): number {
  const [inset, setInset] = useState(0)
  useEffect(() => {
    const { visualViewport } = window
    if (!visualViewport) return
    const look = (): void => {
      const { height, offsetTop, scale } = visualViewport
      const covered = Math.round(innerHeight - height - offsetTop)
      setInset(scale === 1 && covered > keyboardPxMin ? covered : 0)
    }
    visualViewport.addEventListener('resize', look)
    visualViewport.addEventListener('scroll', look)
    return () => {
      visualViewport.removeEventListener('resize', look)
      visualViewport.removeEventListener('scroll', look)
    }
  }, [])
  return inset
}
