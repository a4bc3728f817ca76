import { type Measured, ratioOf } from '../figure.ts'
import { familyCpu, processCpu } from './cpu.ts'
import type { Burst, LoadRequest, Plan } from './load-process.ts'
import { startWorker } from './processes.ts'

/** A server and what is asked of it. */
export type Side = {
  server: { origin: string; pid: number }
  status: number
  requests: readonly LoadRequest[]
}

/** Requests a second; and requests for each second of processor time of server and database together. */
export type Compared = { rate: Measured; cpu: Measured }

const connections = 16
const rounds = 12
const roundMs = 2_000
const warmUpMs = 4_000

/** Sends requests to two servers on one PostgreSQL in turn, by a client process for each. */
export async function compare(ours: Side, theirs: Side, postmaster: number): Promise<Compared> {
  const sides = await Promise.all([ours, theirs].map((side) => startLoad(side, postmaster)))
  const [product, bare] = sides
  if (!product || !bare) throw new Error('There are two sides')
  for (const side of sides) await side.sample(warmUpMs)
  const rates: [number[], number[]] = [[], []]
  const cpus: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, side] of [product, bare].entries()) {
      const { rate, perCpu } = await side.sample(roundMs)
      rates[index]?.push(rate)
      cpus[index]?.push(perCpu)
    }
  }
  for (const side of sides) await side.stop()
  return { rate: ratioOf(...rates), cpu: ratioOf(...cpus) }
}

async function startLoad({ server, status, requests }: Side, postmaster: number) {
  const worker = startWorker('load-process.ts')
  await worker.ask<null>({ origin: server.origin, connections, status, requests } satisfies Plan)
  const cpu = (): number => processCpu(server.pid) + familyCpu(postmaster)
  const sample = async (ms: number): Promise<{ rate: number; perCpu: number }> => {
    const before = cpu()
    const { requests: answered, seconds } = await worker.ask<Burst>({ ms })
    return { rate: answered / seconds, perCpu: answered / (cpu() - before) }
  }
  return { sample, stop: worker.stop }
}
