import type { Outcome } from './fuzzer.ts'

/** Adds up rounds. An operation passes where it passed in each of them. */
export function createTally() {
  const problems = new Map<string, string>()
  let requests = 0
  return {
    add(outcome: Outcome): void {
      requests += outcome.requests
      for (const { name, problem } of outcome.results)
        problems.set(name, (problems.get(name) ?? '') + problem)
    },
    /** Prints what failed and the totals, and sets the exit code. */
    report(seed: number): void {
      const failed = [...problems].filter(([, problem]) => problem !== '')
      for (const [name, problem] of failed) console.error(`\n${name}\n${problem}`)
      console.log(`${problems.size} things were tried with ${requests} requests (--seed ${seed})`)
      console.log(`${problems.size - failed.length} passed, ${failed.length} failed`)
      if (failed.length > 0) process.exitCode = 1
    },
  }
}
