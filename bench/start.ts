import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { emptyNode, type Figure, median, ratioOf } from './figure.ts'

const rounds = 7

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

const npmStart = ['npm', 'start', '--silent'] as const

/** The time from a command to the first 200 of `/ready`, in milliseconds; the server is stopped again. */
async function startToReady(dataDir: string, [file, ...args]: readonly [string, ...string[]] = npmStart) {
  const port = await freePort()
  const started = performance.now()
  const child = spawn(file, args, {
    env: { ...process.env, PORT: String(port), TODO_DATA_DIR: dataDir },
    stdio: 'ignore',
    detached: true,
  })
  const exited = once(child, 'exit')
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode}`)
    await sleep(5)
  }
  const ms = performance.now() - started
  process.kill(-(child.pid ?? 0), 'SIGINT')
  await exited
  return ms
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/ready`)).ok
  } catch {
    return false
  }
}

export const startFigures: Figure[] = [
  {
    name: 'warm `npm start` to `/ready`',
    baseline: '`node -e 0`',
    bound: { most: 60 },
    measure: async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'todo-bench-start-'))
      await startToReady(dataDir)
      const ours: number[] = []
      const theirs: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        const before = performance.now()
        emptyNode()
        theirs.push(performance.now() - before)
        ours.push(await startToReady(dataDir))
      }
      rmSync(dataDir, { recursive: true, force: true })
      const ratios = ours.map((ms) => ms / median(theirs))
      return {
        ratio: median(ours) / median(theirs),
        spread: [Math.min(...ratios), Math.max(...ratios)],
        rounds,
      }
    },
  },
  {
    name: 'warm start to `/ready`, with the assistant',
    baseline: 'the same server, nothing of the assistant loaded',
    bound: { most: 1.05 },
    measure: async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'todo-bench-start-'))
      const server = [process.execPath, 'apps/server/src/main.ts'] as const
      const without = join(import.meta.dirname, 'start/without-assistant.mjs')
      await startToReady(dataDir, server)
      const ours: number[] = []
      const theirs: number[] = []
      for (let round = 0; round < 20; round += 1) {
        theirs.push(await startToReady(dataDir, [process.execPath, '--import', without, server[1]]))
        ours.push(await startToReady(dataDir, server))
      }
      rmSync(dataDir, { recursive: true, force: true })
      return ratioOf(ours, theirs)
    },
  },
]
