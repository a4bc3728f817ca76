import type { BetterAuth, BetterAuthInput } from './better-auth.ts'

export type LoadBetterAuth = () => Promise<BetterAuth>

/** Better Auth takes as long to load as all the rest, and most requests never need it: it is loaded on first use. */
export function loadBetterAuth(input: BetterAuthInput): LoadBetterAuth {
  let loading: Promise<BetterAuth> | null = null
  return () => {
    loading ??= import('./better-auth.ts').then(({ createBetterAuth }) => createBetterAuth(input))
    return loading
  }
}
