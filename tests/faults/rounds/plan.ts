import fc from 'fast-check'
import { type Draft, drafts, type Write } from './writes.ts'

export const faultKinds = ['server', 'postgres', 'backend', 'both'] as const
/** What is killed with SIGKILL: the server, PostgreSQL with all its processes, one session of it, or both. */
export type FaultKind = (typeof faultKinds)[number]

export type Fault = {
  kind: FaultKind
  /** It strikes once so many writes were answered, and so much later. */
  afterAnswers: number
  delayMs: number
  /** How long what was killed stays down before it is started again. */
  downMs: number
  /** Which of PostgreSQL's sessions is hit, counted around. */
  session: number
}

/** What a round does: each writer sends its writes one after the other, all writers at once. */
export type Plan = { seed: number; writers: readonly (readonly Write[])[]; fault: Fault }

const writerCount = 6
const writesOfWriter = 24
const writeCount = writerCount * writesOfWriter

const writer = fc.array(fc.tuple(drafts, fc.uuid({ version: 4 })), {
  minLength: writesOfWriter,
  maxLength: writesOfWriter,
})

const fault = {
  afterAnswers: fc.integer({ min: 3, max: Math.floor(writeCount * 0.8) }),
  delayMs: fc.nat(12),
  downMs: fc.nat(200),
  session: fc.nat(100),
}

/** A seed alone says everything about a round, the kind of its fault too: seeds in a row have each kind in turn. */
export const kindOf = (seed: number): FaultKind => faultKinds[seed % faultKinds.length] ?? 'server'

export function planOf(seed: number): Plan {
  const round = fc.record({
    writers: fc.array(writer, { minLength: writerCount, maxLength: writerCount }),
    fault: fc.record({ kind: fc.constant(kindOf(seed)), ...fault }),
  })
  const [plan] = fc.sample(fc.noBias(round), { seed, numRuns: 1 })
  if (!plan) throw new Error('A seed gives a plan')
  return { seed, fault: plan.fault, writers: plan.writers.map(writesOf) }
}

function writesOf(drawn: readonly (readonly [Draft, string])[], index: number): Write[] {
  const keys = drawn.map(([, key]) => key)
  return drawn.map(([draft, key], step) => ({
    key,
    ...draft({ title: `Task ${index}.${step}`, earlier: keys.slice(0, step) }),
  }))
}
