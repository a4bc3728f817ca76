import { createMiddleware } from 'hono/factory'

/**
 * Lets so many requests with a large body go on at once. The others wait in their order before their bodies are
 * read, so that these wait on their way and not in memory. A body of a known length below `freeBytes` does not wait.
 */
export function takeTurns({ atOnce, freeBytes }: { atOnce: number; freeBytes: number }) {
  const waiting: (() => void)[] = []
  let running = 0
  return createMiddleware(async (c, next) => {
    const length = c.req.header('content-length')
    if (length !== undefined && Number(length) <= freeBytes) {
      await next()
      return
    }
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      await next()
    } finally {
      const turn = waiting.shift()
      if (turn) turn()
      else running -= 1
    }
  })
}
