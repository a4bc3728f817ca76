import { readFileSync } from 'node:fs'

/** Linux counts in ticks of a hundredth of a second, whatever the processor. */
const ticksPerSecond = 100

type Ticks = { own: number; ofEndedChildren: number }

function ticksOf(pid: number | string): Ticks {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name of the program stands in parentheses and may hold anything.
  const [user, system, childUser, childSystem] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15)
    .map(Number)
  return { own: (user ?? 0) + (system ?? 0), ofEndedChildren: (childUser ?? 0) + (childSystem ?? 0) }
}

/** The processor time of a process so far, in seconds. */
export const processCpu = (pid: number): number => ticksOf(pid).own / ticksPerSecond

/** The processor time of a process and of all that it started, in seconds: of PostgreSQL, by its postmaster. */
export function familyCpu(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
  const { own, ofEndedChildren } = ticksOf(pid)
  const ticks = children.reduce((sum, child) => sum + ticksOfChild(child), own + ofEndedChildren)
  return ticks / ticksPerSecond
}

/** One that has just ended is counted by its parent the next time. */
function ticksOfChild(pid: string): number {
  try {
    return ticksOf(pid).own
  } catch {
    return 0
  }
}

/** Memory that a process holds, in bytes. */
export function residentBytes(pid: number): number {
  const [, pages] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')
  return Number(pages) * 4096
}
