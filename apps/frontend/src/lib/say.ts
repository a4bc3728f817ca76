const listeners = new Set<() => void>()
let said = ''

/** What was said last, for those who cannot see it; read out by `Announcer`. */
export const lastSaid = (): string => said

export function onSaid(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says what has happened to those who cannot see it. */
export function say(text: string): void {
  // The same words twice would be no change, and nothing would be read.
  said = text === said ? `${text}\u00a0` : text
  // After the frame that shows it to those who can.
  setTimeout(() => {
    for (const listener of listeners) listener()
  })
}
