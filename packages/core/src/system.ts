import { v5, v7 } from 'uuid'
import type { Clock, Ids } from './ports.ts'

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() }

/** The namespace of ids that are derived from what other systems wrote. */
const namespace = '6f5e0c5e-3f57-4c0e-9a53-0f1d4f0a7c11'

/** Random ids in order of time, and derived ones, by web standards alone. */
export const systemIds: Ids = {
  uuid: () => v7(),
  derive: (scope, name) => v5(`${scope}\n${name}`, namespace),
}
