import { type Clock, createKeyedLock } from '@todo/core'
import { HttpError, rateLimited, type Verdicts } from '@todo/http'
import type { Context } from 'hono'
import type { AppEnv } from '../environment.ts'
import { type AttemptLimit, createAttemptLimit } from './attempt-limits.ts'
import type { SharedCounts } from './shared-counts.ts'
import { addVerdicts } from './verdicts.ts'

export type SignInLimits = {
  /**
   * Runs what checks a password. Throws `RATE_LIMITED` where the account or the caller's address has failed too
   * often; a failure (`INVALID_CREDENTIALS`) counts, a success lets the account's failures be forgotten.
   */
  attempt<Result>(c: Context<AppEnv>, account: string, run: () => Promise<Result>): Promise<Result>
}

export type SignInLimitsInput = { counts: SharedCounts; clock: Clock }

const windowMs = 15 * 60_000
/** Who forgot a password tries a few; who guesses needs many. */
const failuresOfAccountMax = 10
/** Many people may share an address. */
const failuresOfAddressMax = 100

/**
 * Counts failed attempts for each account and each address, whether or not the account exists. Attempts on one
 * account wait for each other, so that many at once are not let in before the first has failed.
 */
export function createSignInLimits({ counts, clock }: SignInLimitsInput): SignInLimits {
  const common = { counts, clock, windowMs }
  const accounts = createAttemptLimit({ ...common, name: 'sign-in', limit: failuresOfAccountMax })
  const addresses = createAttemptLimit({ ...common, name: 'sign-in-address', limit: failuresOfAddressMax })
  const lock = createKeyedLock()

  const ask = async (
    verb: keyof Pick<AttemptLimit, 'look' | 'count'>,
    account: string,
    address: string | null,
  ) => {
    const verdicts: Verdicts = {
      'sign-in': await accounts[verb](account),
      ...(address !== null && { 'sign-in-address': await addresses[verb](address) }),
    }
    return verdicts
  }

  return {
    attempt: (c, account, run) =>
      lock(account.toLowerCase(), async () => {
        const address = c.get('address')
        const before = await ask('look', account, address)
        addVerdicts(c, before)
        if (Object.values(before).some(({ allowed }) => !allowed)) {
          throw rateLimited(before, 'Too many attempts to sign in; try again later')
        }
        try {
          const result = await run()
          if (before['sign-in']?.remaining !== failuresOfAccountMax) await accounts.forget(account)
          return result
        } catch (error) {
          const isFailure = error instanceof HttpError && error.code === 'INVALID_CREDENTIALS'
          if (isFailure) addVerdicts(c, await ask('count', account, address))
          throw error
        }
      }),
  }
}
