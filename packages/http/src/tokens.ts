import { type Actor, actors, type TokenScope, tokenScopes } from '@todo/core'
import { decodeJwt, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import { createPublishedKeys, type KeySet } from './published-keys.ts'
import type { Revocations } from './revocations.ts'

/** Who is calling, as the credential says. Times are in milliseconds since the epoch. */
export type Principal = {
  userId: string
  sessionId: string
  /** What its owner called the credential, where it has a name of its own (an API key). */
  name?: string
  client: string
  actor: Actor
  scopes: readonly TokenScope[]
  expiresAt: number
}

export type TokenVerifier = {
  /** `null` for whatever is not a valid, current, unrevoked access token of ours. */
  verify(token: string): Promise<Principal | null>
}

export type TokenVerifierOptions = {
  /** The public keys: asked for once, and again when a token names one that is not among them. */
  keys: () => Promise<JSONWebKeySet>
  issuer: string
  /** Whom a token must be for; where it is not said, the issuer. A token for anyone else is none. */
  audience?: string
  revocations: Revocations
  /** Told of each session whose token was accepted. */
  onUse?: (sessionId: string) => void
  /** Asked once for each token, when it is first seen: whether its session is still there. */
  isCurrent?: (sessionId: string) => Promise<boolean>
  now: () => number
}

/** Verified tokens that are remembered; the oldest give way. */
const rememberedMax = 20_000
/** Verifies EdDSA access tokens locally; each token's signature is checked once until it ends or is revoked. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const remembered = new Map<string, Principal>()
  const { isCurrent = async () => true } = options
  const keys = createPublishedKeys(options.keys, options.now)

  const payloadOf = async (token: string): Promise<JWTPayload | null> => {
    if (!isOf(options.issuer, token)) return null
    const known = await keys.current()
    try {
      return await checked(token, known, options)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) return null
    }
    const later = await keys.next(known)
    return checked(token, later, options).catch(() => null)
  }

  const remember = (token: string, principal: Principal): void => {
    const oldest = remembered.keys().next()
    if (remembered.size >= rememberedMax && !oldest.done) remembered.delete(oldest.value)
    remembered.set(token, principal)
  }

  return {
    async verify(token) {
      let principal = remembered.get(token) ?? null
      if (!principal) {
        const payload = await payloadOf(token)
        principal = payload && principalOf(payload)
        if (principal && !(await isCurrent(principal.sessionId))) return null
        if (principal) remember(token, principal)
      }
      if (!principal) return null
      if (principal.expiresAt <= options.now() || options.revocations.has(principal.sessionId)) {
        remembered.delete(token)
        return null
      }
      options.onUse?.(principal.sessionId)
      return principal
    },
  }
}

/** Whether a token says that it is of this issuer. Only who says so is worth the signature, which is what takes time. */
function isOf(issuer: string, token: string): boolean {
  try {
    return decodeJwt(token).iss === issuer
  } catch {
    return false
  }
}

async function checked(token: string, { find }: KeySet, options: TokenVerifierOptions): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, find, {
    algorithms: ['EdDSA'],
    issuer: options.issuer,
    audience: options.audience ?? options.issuer,
    currentDate: new Date(options.now()),
    requiredClaims: ['sub', 'exp'],
  })
  return payload
}

function principalOf(payload: JWTPayload): Principal | null {
  const { sub, client, exp } = payload
  // An agent's token stands on what a person has allowed it (`grant`), whatever became of the session it was allowed in.
  const sid = payload.grant ?? payload.sid
  const actor = actors.find((each) => each === payload.actor)
  if (typeof sub !== 'string' || typeof sid !== 'string' || typeof client !== 'string') return null
  if (!actor || exp === undefined || typeof payload.scope !== 'string') return null
  const granted = payload.scope.split(' ')
  return {
    userId: sub,
    sessionId: sid,
    client,
    actor,
    scopes: tokenScopes.filter((scope) => granted.includes(scope)),
    expiresAt: exp * 1000,
  }
}
