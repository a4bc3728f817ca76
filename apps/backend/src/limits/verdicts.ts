import { rateLimited, type Verdict, type Verdicts } from '@todo/http'
import type { Context } from 'hono'
import type { AppEnv } from '../environment.ts'

/** Tells a verdict in the answer. Throws `RATE_LIMITED` where it is a refusal. */
export function refuseBeyond(c: Context<AppEnv>, name: string, verdict: Verdict | null): void {
  if (!verdict) return
  addVerdicts(c, { [name]: verdict })
  if (!verdict.allowed) throw rateLimited(c.get('verdicts') ?? {})
}

/** What the answer tells in its `RateLimit` headers. */
export function addVerdicts(c: Context<AppEnv>, verdicts: Verdicts): void {
  c.set('verdicts', { ...c.get('verdicts'), ...verdicts })
}
