/** What goes on between a pointer's coming down and its going up. */
export type Gesture = {
  move(x: number, y: number): void
  /** The pointer went up: it counts. */
  end(): void
  cancel(): void
}
