import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Started = { child: ChildProcess; output: () => string; ended: Promise<number | null> }

/** A folder in which servers are started, and all that was started there. */
export type Site = {
  folder: string
  /** Runs what `npm start` runs, or another script of the server. */
  start(env: Record<string, string>, ...script: string[]): Started
  /** Kills what still runs and takes the folder away. */
  clear(): Promise<void>
}

export function newSite(): Site {
  const folder = mkdtempSync(join(tmpdir(), 'todo-start-'))
  // The embedded PostgreSQL of a root user runs as another one, which must reach its folder.
  chmodSync(folder, 0o755)
  const running: Started[] = []
  return {
    folder,
    start(env, ...script) {
      const started = run(folder, env, script.length > 0 ? script : ['apps/server/src/main.ts'])
      running.push(started)
      return started
    },
    async clear() {
      for (const { child, ended } of running.splice(0)) {
        child.kill('SIGKILL')
        await ended
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function run(folder: string, env: Record<string, string>, script: readonly string[]): Started {
  const child = spawn(process.execPath, script, {
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', TODO_DATA_DIR: join(folder, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (part: string) => {
      text += part
    })
  }
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null))
  return { child, output: () => text, ended }
}

/** The address that a server prints when it is ready. */
export async function address(started: Started): Promise<string> {
  for (;;) {
    const found = /Ready at (\S+)/.exec(started.output())?.[1]
    if (found) return found
    if (started.child.exitCode !== null) throw new Error(started.output())
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
