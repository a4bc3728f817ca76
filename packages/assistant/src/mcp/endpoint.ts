import { createMcpHandler, type ServerEvent, type ServerEventBus } from '@modelcontextprotocol/server'
import { type Caller, clientName } from './caller.ts'
import { followChanges, logEnd } from './follow-changes.ts'
import { createServer } from './server.ts'
import type { ServerInput } from './session.ts'

export type EndpointInput = Pick<ServerInput, 'version' | 'onFault'> & {
  /** The largest body that is read, in bytes. */
  bodyBytesMax: number
  /** A comment that keeps quiet streams open; 15 s where it is not said. */
  keepAliveMs?: number
}

/** The caller of a request over HTTP. Streams that wait for changes end with its session. */
export type HttpCaller = Caller & { userId: string; sessionId: string }

/** Streamable HTTP: current clients and older ones, each request by itself. */
export type McpEndpoint = {
  fetch(request: Request, caller: HttpCaller): Promise<Response>
  /** Ends the streams of a session that was revoked. */
  endSession(sessionId: string): void
  /** How many streams wait for changes. */
  streams(): number
  close(): Promise<void>
}

const streamsOfUserMax = 100

type Stream = { userId: string; sessionId: string; end(): Promise<void> }

export function createMcpEndpoint({
  version,
  onFault,
  bodyBytesMax,
  keepAliveMs,
}: EndpointInput): McpEndpoint {
  const streams = new Set<Stream>()
  const streamsOf = (userId: string): number =>
    [...streams].filter((stream) => stream.userId === userId).length
  return {
    async fetch(request, caller) {
      // The log's end is read before the client hears that it is subscribed, so that no change falls between.
      const isListen = request.headers.get('mcp-method') === 'subscriptions/listen'
      const tasks = caller.tasks(clientName(null, caller.name))
      const since = isListen ? await logEnd(tasks) : null
      const handler = createMcpHandler(
        ({ era }) =>
          createServer({ caller, version, canSubscribe: era === 'modern' && caller.follow !== null, onFault })
            .server,
        {
          bus: changesOf((publish) => {
            const stream: Stream = { ...caller, end: () => handler.close() }
            streams.add(stream)
            const onError = (): void => onFault('subscriptions/listen', 'UNREADABLE')
            const start = since === null ? logEnd(tasks) : Promise.resolve(since)
            const unfollow = followChanges(start, { tasks, caller, publish, onError })
            return () => {
              streams.delete(stream)
              unfollow()
            }
          }),
          maxSubscriptions: streamsOf(caller.userId) < streamsOfUserMax ? 1 : 0,
          maxRequestBodySize: bodyBytesMax,
          ...(keepAliveMs !== undefined && { keepAliveMs }),
        },
      )
      return handler.fetch(request)
    },
    endSession(sessionId) {
      for (const stream of streams) if (stream.sessionId === sessionId) void stream.end()
    },
    streams: () => streams.size,
    close: async () => {
      await Promise.all([...streams].map((stream) => stream.end()))
    },
  }
}

/** The SDK's bus for the changes of one caller: nothing is read while nobody listens. */
function changesOf(follow: (publish: (uri: string) => void) => () => void): ServerEventBus {
  return {
    publish: () => undefined,
    subscribe: (listener: (event: ServerEvent) => void) =>
      follow((uri) => listener({ kind: 'resource_updated', uri })),
  }
}
