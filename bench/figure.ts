import { spawnSync } from 'node:child_process'

/** What a ratio must be; `null` where it is only told. */
export type Bound = { most: number } | { least: number } | null

/** One line of the table: a ratio taken in one run against a named baseline. */
export type Figure = {
  name: string
  baseline: string
  bound: Bound
  measure(): Promise<Measured>
}

export type Measured = {
  ratio: number
  /** The smallest and the largest ratio of a round, to show the noise. */
  spread: readonly [number, number]
  rounds: number
  /** What stands behind the ratio, where that says more than the ratio alone. */
  absolute?: string
}

export function isWithin(bound: Bound, { ratio }: Measured): boolean {
  if (bound === null) return true
  return 'most' in bound ? ratio <= bound.most : ratio >= bound.least
}

/** The ratio of the medians of two series that were measured in turn. */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): Measured {
  const ratios = ours.map((value, round) => value / (theirs[round] ?? value))
  return {
    ratio: median(ours) / median(theirs),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    rounds: ours.length,
  }
}

/**
 * Times two actions in turn, so that both meet the same noise. The ratio is that of the medians; `act` and
 * `baseline` get the number of the round and do the whole of what is timed.
 */
export async function pair(
  act: (round: number) => unknown,
  baseline: (round: number) => unknown,
  rounds: number,
): Promise<Measured> {
  await baseline(-1)
  await act(-1)
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await time(() => baseline(round)))
    ours.push(await time(() => act(round)))
  }
  return ratioOf(ours, theirs)
}

export async function time(act: () => unknown): Promise<number> {
  const started = performance.now()
  await act()
  return performance.now() - started
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

/** The smallest Node process there is: the baseline of everything that starts one. */
export function emptyNode(): void {
  command(process.execPath, ['-e', '0'])
}

/** Runs a process to its end and returns what it printed. Throws where it fails. */
export function command(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (error) throw error
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${status}: ${stderr}`)
  return stdout
}
