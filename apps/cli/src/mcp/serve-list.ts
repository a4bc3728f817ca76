import process from 'node:process'
import { type Caller, serveMcpStdio } from '@todo/assistant/mcp'
import { todayIn } from '@todo/core/quick-add'
import type { Connection } from '../connection/connection.ts'
import { version } from '../package-files.ts'
import type { Session } from '../session.ts'

/** How often it is looked whether another program has changed the list. */
const lookEveryMs = { memory: 1_000, file: 1_000, server: 3_000 } as const

/** Standard output carries the protocol alone; what goes wrong is told on standard error. */
export async function serveList(
  { asAgent, place }: Connection,
  { readOnly }: { readOnly: boolean },
  { io, today }: Session,
): Promise<void> {
  const caller: Caller = {
    scopes: readOnly ? ['read'] : ['read', 'write'],
    name: null,
    tasks: asAgent,
    today: async (timezone) => (timezone === undefined ? today() : todayIn(timezone, new Date(io.now()))),
    follow: (reader) => {
      const timer = setInterval(() => reader.wake(), lookEveryMs[place.kind])
      timer.unref()
      return () => clearInterval(timer)
    },
  }
  const say = (text: string): void => void io.stderr.write(`${text}\n`)
  await serveMcpStdio({
    caller,
    version: version(),
    stdin: process.stdin,
    stdout: process.stdout,
    onFault: (tool, code) => say(`todo mcp: ${tool} failed (${code})`),
    onError: (error) => say(`todo mcp: ${error.message}`),
  })
}
