import type { Readable, Writable } from 'node:stream'
import { ProtocolError, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server'
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio'
import { clientName } from './caller.ts'
import { followChanges, logEnd } from './follow-changes.ts'
import { createServer } from './server.ts'
import type { ServerInput } from './session.ts'

export type StdioInput = Omit<ServerInput, 'canSubscribe'> & {
  stdin: Readable
  stdout: Writable
  /** Told of what goes wrong on the line. */
  onError(error: Error): void
}

/** Serves one client over standard input and output, until it closes its end. */
export function serveMcpStdio({
  caller,
  version,
  onFault,
  stdin,
  stdout,
  onError,
}: StdioInput): Promise<void> {
  const transport = oneByOne(new StdioServerTransport(stdin, stdout))
  const closings: (() => void)[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const factory = ({ era }: { era: 'legacy' | 'modern' }): Server => {
    const canSubscribe = caller.follow !== null
    const { server } = createServer({ caller, version, canSubscribe, onFault })
    const wanted = new Set<string>()
    if (canSubscribe && era === 'legacy') takeSubscriptions(server, wanted)
    // Current clients are filtered by the SDK, by what each of their subscriptions asks for.
    const publish = (uri: string): void => {
      if (era === 'legacy' && !wanted.has(uri)) return
      server.sendResourceUpdated({ uri }).catch(() => undefined)
    }
    const tasks = caller.tasks(clientName(null, caller.name))
    const report = (error: unknown): void =>
      onError(error instanceof Error ? error : new Error(String(error)))
    const end = canSubscribe
      ? followChanges(logEnd(tasks), { tasks, caller, publish, onError: report })
      : () => undefined
    closings.push(end)
    server.onclose = end
    return server
  }
  const handle = serveStdio(factory, { transport: closing(transport, finish), onerror: onError })
  function finish(): void {
    for (const close of closings) close()
    resolve()
  }
  return promise.finally(() => handle.close())
}

/** Older clients say which resources they want to hear of. */
function takeSubscriptions(server: Server, wanted: Set<string>): void {
  server.setRequestHandler('resources/subscribe', ({ params: { uri } }) => {
    if (!uri.startsWith('todo://')) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no resource ${uri}`)
    }
    wanted.add(uri)
    return {}
  })
  server.setRequestHandler('resources/unsubscribe', ({ params: { uri } }) => {
    wanted.delete(uri)
    return {}
  })
}

/** Sends one message after the other: each that waits for a client that is behind listens on the stream by itself. */
function oneByOne(transport: StdioServerTransport): StdioServerTransport {
  const send = transport.send.bind(transport)
  let before: Promise<unknown> = Promise.resolve()
  transport.send = (message) => {
    const sent = before.then(() => send(message))
    before = sent.catch(() => undefined)
    return sent
  }
  return transport
}

/** Tells when the client has closed its end, whoever else listens. */
function closing(transport: StdioServerTransport, finish: () => void): StdioServerTransport {
  const close = transport.close.bind(transport)
  transport.close = async () => {
    await close()
    finish()
  }
  return transport
}
