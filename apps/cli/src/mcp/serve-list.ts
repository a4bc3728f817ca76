import process from 'node:process'
import { type Caller, serveMcpStdio } from '@todo/assistant/mcp'
import { todayIn } from '@todo/core/quick-add'
import { connect } from '../connection/connect.ts'
import { localDate } from '../dates.ts'
import type { Io } from '../io.ts'
import { version } from '../package-files.ts'

/** How often it is looked whether another program has changed the list. */
const lookEveryMs = { memory: 1_000, file: 1_000, server: 3_000 } as const

/**
 * Serves the list until the agent closes its end. Standard output carries the protocol alone; what goes wrong is told on
 * standard error. It opens the list itself: in the package this is a file of its own, with classes of its own.
 */
export async function serveList(
  io: Io,
  { readOnly, memory }: { readOnly: boolean; memory: boolean },
): Promise<void> {
  const { asAgent, place, close } = await connect(io, memory)
  const caller: Caller = {
    scopes: readOnly ? ['read'] : ['read', 'write'],
    name: null,
    tasks: asAgent,
    today: async (timezone) =>
      timezone === undefined ? localDate(io.now()) : todayIn(timezone, new Date(io.now())),
    follow: (reader) => {
      const timer = setInterval(() => reader.wake(), lookEveryMs[place.kind])
      timer.unref()
      return () => clearInterval(timer)
    },
  }
  const say = (text: string): void => void io.stderr.write(`${text}\n`)
  try {
    await serveMcpStdio({
      caller,
      version: version(),
      stdin: process.stdin,
      stdout: process.stdout,
      onFault: (tool, code) => say(`todo mcp: ${tool} failed (${code})`),
      onError: (error) => say(`todo mcp: ${error.message}`),
    })
  } finally {
    await close()
  }
}
