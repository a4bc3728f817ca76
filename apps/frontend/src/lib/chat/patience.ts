/** The server says something at least every 15 s; after so long without a word the connection counts as dropped. */
const silenceMsMax = 45_000

/** Calls `end` where nothing is heard for too long, though the connection stands. */
export function createPatience(end: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const rest = (): void => clearTimeout(timer)
  return {
    /** Something was heard, or is waited for from now on. */
    renew(): void {
      rest()
      timer = setTimeout(end, silenceMsMax)
    },
    /** Nothing is waited for. */
    rest,
  }
}
