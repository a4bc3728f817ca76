/** Shows what has come at most once in a frame, however many pieces it came in. */
export function createPainter(paint: () => void) {
  let frame = 0
  const now = (): void => {
    cancelAnimationFrame(frame)
    frame = 0
    paint()
  }
  return {
    wanted(): void {
      if (frame === 0) frame = requestAnimationFrame(now)
    },
    now,
  }
}
