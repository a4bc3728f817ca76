import { type ChildProcess, fork, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../start.ts'

export type Served = { origin: string; pid: number; stop(): Promise<void> }

/** A process of ours that answers messages. */
export type Worker = {
  pid: number
  /** What it answers to a message. Rejects where it ends instead. */
  ask<Answer>(message: unknown): Promise<Answer>
  stop(): Promise<void>
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export async function stopAll(): Promise<void> {
  await Promise.all([...running].map(stopChild))
}

function watch(child: ChildProcess): void {
  running.add(child)
  child.once('exit', () => running.delete(child))
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

/** One for the whole run, so that tokens stay good where a server is started again. */
const secret = randomBytes(32).toString('hex')

/** A limit that no figure reaches: requests are counted and told of as in production. */
const requestsAMinute = '1000000'

/**
 * The backend with `config/production.yaml`, its log in a file. The log is on, as are limits and metrics, since that
 * is what people run.
 */
export async function startProduct(databaseUrl: string, folder: string): Promise<Served> {
  const logFile = join(folder, `server-${randomBytes(4).toString('hex')}.log`)
  const log = openSync(logFile, 'a')
  const child = spawn(process.execPath, ['apps/backend/src/main.ts'], {
    stdio: ['ignore', log, 'inherit'],
    env: {
      PATH: process.env.PATH,
      TODO_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      TODO_DATA_DIR: folder,
      DATABASE_URL: databaseUrl,
      JWT_SECRET: secret,
      RATE_LIMIT_ACCOUNT: requestsAMinute,
      RATE_LIMIT_ADDRESS: requestsAMinute,
      PROMETHEUS_PORT: String(await freePort()),
    },
  })
  closeSync(log)
  watch(child)
  const port = await portOf(child, logFile)
  return { origin: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => stopChild(child) }
}

async function portOf(child: ChildProcess, logFile: string): Promise<string> {
  for (;;) {
    const port = /"listening".*"port":(\d+)/.exec(readFileSync(logFile, 'utf8'))?.[1]
    if (port !== undefined) return port
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}`)
    await sleep(10)
  }
}

/** Starts a script of this folder. */
export function startWorker(script: string): Worker {
  const child = fork(join(import.meta.dirname, script), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  watch(child)
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${script} ended with ${code}`)
  })
  ended.catch(() => {})
  return {
    pid: child.pid ?? 0,
    ask: async (message) => {
      const answered = once(child, 'message')
      child.send(Object(message))
      const [answer] = await Promise.race([answered, ended])
      return answer
    },
    stop: () => stopChild(child),
  }
}
