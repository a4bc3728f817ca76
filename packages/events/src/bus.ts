/** Follows the log of a space. */
export type Reader = {
  /** The sequence number up to which it has read. */
  seq(): number
  /** There may be more: read the log. Comes again while reading, without cause, and never throws. */
  wake(): void
}

export type Unsubscribe = () => void

/**
 * What the processes of one installation tell each other. Nothing here is the truth: a hint may be merged with
 * others, repeated or lost, and the log in the database says what happened. A bus that can lose hints finds out
 * by itself, later, which readers are behind, and wakes them.
 */
export type Bus = {
  /** Settles once what others send from now on arrives. Rejects where the bus is closed first. */
  ready(): Promise<void>

  /** Something was committed in the space. To be called after the commit; never throws, waits for nothing. */
  hint(spaceId: string): void
  /** Wakes the reader after hints about its space, from whichever process. */
  follow(spaceId: string, reader: Reader): Unsubscribe

  /**
   * Tells every process, this one at once and the others soon. At least once while they listen; what a process
   * misses while it does not is lost to it (see `onMissed`). At most {@link messageBytesMax} of JSON; throws
   * `RangeError` beyond.
   */
  send(topic: string, message: unknown): void
  /** `message` is what JSON makes of it, and is to be checked: another release may have sent it. */
  onMessage(topic: string, handle: (message: unknown) => void): Unsubscribe
  /** Called where messages of others may have been missed: whatever they keep up to date is to be read anew. */
  onMissed(handle: () => void): Unsubscribe

  close(): Promise<void>
}

/** What every bus can carry in one message. */
export const messageBytesMax = 4096

/** Told of what goes wrong inside: lost connections, and handlers that throw. */
export type BusErrorHandler = (error: unknown) => void
