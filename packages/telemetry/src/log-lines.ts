/** How long a line may wait for others. */
const waitMs = 50
/** From this length on, in characters, they wait no longer. */
const textMax = 16_384

/** Takes a line; an urgent one, and what waits before it, is written at once. */
export type WriteLine = (line: string, isUrgent: boolean) => void

/**
 * Writes lines to standard output several at a time: on a pipe or a file each write stops the process until the system
 * has taken it. However the process ends by itself, what waits is written first.
 */
export function standardOutput(): WriteLine {
  const { take, flush } = gatherLines((text) => process.stdout.write(text))
  process.once('exit', flush)
  // Whoever read it may go before the process does: then nobody can be told anything, least of all that.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  return take
}

/** Gathers lines for `write`, which gets them in their order. */
export function gatherLines(write: (text: string) => void): { take: WriteLine; flush(): void } {
  let waiting = ''
  let timer: NodeJS.Timeout | null = null
  const flush = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    const text = waiting
    waiting = ''
    if (text !== '') write(text)
  }
  return {
    flush,
    take: (line, isUrgent) => {
      waiting += line
      if (isUrgent || waiting.length >= textMax) flush()
      else timer ??= setTimeout(flush, waitMs).unref()
    },
  }
}
