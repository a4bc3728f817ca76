import {
  createMcpHandler,
  isJsonContentType,
  type McpServer,
  type Server,
  type ServerEvent,
  type ServerEventBus,
} from '@modelcontextprotocol/server'
import { type Caller, clientName } from './caller.ts'
import { followChanges, logEnd } from './follow-changes.ts'
import { createServer } from './server.ts'
import type { ServerInput } from './session.ts'

export type EndpointInput = Pick<ServerInput, 'version' | 'onFault'> & {
  /** The largest body that is read, in bytes. */
  bodyBytesMax: number
}

/** The caller of a request over HTTP. Streams that wait for changes end with its session. */
export type HttpCaller = Caller & { userId: string; sessionId: string }

/** Streamable HTTP: current clients and older ones, each request by itself. */
export type McpEndpoint = {
  fetch(request: Request, caller: HttpCaller): Promise<Response>
  /** Ends the streams of a session that was revoked. */
  endSession(sessionId: string): void
  close(): Promise<void>
}

const streamsOfUserMax = 100

type Stream = { userId: string; sessionId: string; end(): Promise<void> }

/** `makeServer` is another one only where the protocol itself is tried out. */
export function createMcpEndpoint(
  { version, onFault, bodyBytesMax }: EndpointInput,
  makeServer: (input: ServerInput) => Server | McpServer = (input) => createServer(input).server,
): McpEndpoint {
  const streams = new Set<Stream>()
  const isFull = ({ userId }: HttpCaller): boolean =>
    [...streams].filter((stream) => stream.userId === userId).length >= streamsOfUserMax

  /** Tells a stream which resources change, from `since` on; without it from about now on. */
  const follow = (caller: HttpCaller, since: string | null, end: Stream['end']) =>
    changesOf((publish) => {
      const stream: Stream = { ...caller, end }
      streams.add(stream)
      const tasks = caller.tasks(clientName(null, caller.name))
      const onError = (): void => onFault('subscriptions/listen', 'UNREADABLE')
      const start = since === null ? logEnd(tasks) : Promise.resolve(since)
      const unfollow = followChanges(start, { tasks, caller, publish, onError })
      return () => {
        streams.delete(stream)
        unfollow()
      }
    })

  return {
    async fetch(request, caller) {
      // The log's end is read before the client hears that it is subscribed, so that no change falls between.
      const isListen = request.headers.get('mcp-method') === 'subscriptions/listen'
      const since = isListen ? await logEnd(caller.tasks(clientName(null, caller.name))) : null
      const handler = createMcpHandler(
        ({ era }) =>
          makeServer({ caller, version, canSubscribe: era === 'modern' && caller.follow !== null, onFault }),
        {
          bus: follow(caller, since, () => handler.close()),
          maxSubscriptions: isFull(caller) ? 0 : 1,
          maxRequestBodySize: bodyBytesMax,
        },
      )
      const response = await handler.fetch(...(await readOnce(request, bodyBytesMax)))
      if (response.status >= 500) onFault('request', `HTTP_${response.status}`)
      return response
    },
    endSession(sessionId) {
      for (const stream of streams) if (stream.sessionId === sessionId) void stream.end()
    },
    close: async () => {
      await Promise.all([...streams].map((stream) => stream.end()))
    },
  }
}

/**
 * A request whose message was read already, for the SDK would copy its stream first. What has no length, or too much of
 * it, or is no JSON, is left to the SDK to read and to refuse.
 */
async function readOnce(
  request: Request,
  bytesMax: number,
): Promise<[request: Request, options?: { parsedBody: unknown }]> {
  const { method, url, headers } = request
  const length = Number(headers.get('content-length') ?? Number.NaN)
  if (method !== 'POST' || !isJsonContentType(headers.get('content-type')) || !(length <= bytesMax)) {
    return [request]
  }
  const body = await request.text()
  try {
    return [request, { parsedBody: JSON.parse(body) }]
  } catch {
    return [new Request(url, { method, headers, body })]
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
