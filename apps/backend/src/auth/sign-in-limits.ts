import { createLimiter, HttpError, type Limiter, type Verdict } from '@todo/http'

export type SignInLimits = {
  /** Throws `RATE_LIMITED` where the account or the address has failed too often. */
  check(email: string, address: string | null): void
  failed(email: string, address: string | null): void
  succeeded(email: string): void
}

const windowMs = 15 * 60_000
/** Who forgot a password tries a few; who guesses needs many. */
const failuresOfAccountMax = 10
/** Many people may share an address. */
const failuresOfAddressMax = 100

/** Counts attempts to sign in that failed, for each account and each address, whether or not the account exists. */
export function createSignInLimits(now: () => number): SignInLimits {
  const accounts = createLimiter({ limit: failuresOfAccountMax, windowMs, now })
  const addresses = createLimiter({ limit: failuresOfAddressMax, windowMs, now })
  return {
    check(email, address) {
      refuse(accounts.look(accountKey(email)))
      if (address !== null) refuse(addresses.look(address))
    },
    failed(email, address) {
      count(accounts, accountKey(email))
      if (address !== null) count(addresses, address)
    },
    succeeded(email) {
      accounts.forget(accountKey(email))
    },
  }
}

const accountKey = (email: string): string => email.toLowerCase()

function count(limiter: Limiter, key: string): void {
  limiter.count(key)
}

function refuse({ allowed, limit, remaining, resetSeconds }: Verdict): void {
  if (allowed) return
  throw new HttpError('RATE_LIMITED', {
    message: 'Too many attempts to sign in; try again later',
    headers: {
      'retry-after': `${resetSeconds}`,
      'ratelimit-limit': `${limit}`,
      'ratelimit-remaining': `${remaining}`,
      'ratelimit-reset': `${resetSeconds}`,
    },
  })
}
