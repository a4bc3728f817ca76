const dayMs = 86_400_000

/** Gives the calendar date (`YYYY-MM-DD`) of a moment in a time zone. */
export function dayIn(timeZone: string): (timeMs: number) => string {
  // Sweden writes dates like that.
  const form = new Intl.DateTimeFormat('sv', { timeZone })
  return (timeMs) => form.format(timeMs)
}

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10)

/** The longest that a day can be where the clocks are changed, and some. */
export const dayLongestMs = dayMs + 4 * 3_600_000
