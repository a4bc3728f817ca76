import { type Frame, frameText } from '@todo/store/postgres/chat'

export type Source = (listener: { frame(frame: Frame): void; end(): void }) => () => void

const keepAliveMs = 15_000

/** A stream of server-sent events. Who goes away stops listening, and ends nothing else. */
export function eventStream(source: Source, headers: Readonly<Record<string, string>>): Response {
  const encoder = new TextEncoder()
  let leave = (): void => undefined
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const timer = setInterval(() => controller.enqueue(encoder.encode(': \n\n')), keepAliveMs)
      timer.unref()
      let isOver = false
      const finish = (): void => {
        isOver = true
        clearInterval(timer)
      }
      const unfollow = source({
        frame: (frame) => {
          if (!isOver) controller.enqueue(encoder.encode(frameText(frame)))
        },
        end: () => {
          if (isOver) return
          finish()
          controller.close()
        },
      })
      leave = () => {
        finish()
        unfollow()
      }
    },
    cancel: () => leave(),
  })
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // Proxies that gather an answer would hold it back.
      'X-Accel-Buffering': 'no',
      ...headers,
    },
  })
}
