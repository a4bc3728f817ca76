import type { TestProject } from 'vitest/node'
import { address, newSite } from '../acceptance/server/server-process.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the server is that all browser tests of a run share; each has accounts of its own. */
    address: string
  }
}

/** Starts the whole product once for all browser tests, on a fresh database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const site = newSite()
  project.provide('address', await address(site.start({})))
  return () => site.clear()
}
