import type { Actor, TokenScope } from '@todo/core'
import type { Pool } from 'pg'
import type { BetterAuth } from './better-auth.ts'
import type { Session } from './sessions.ts'
import { tokenIssuer } from './token-issuer.ts'

export type AccessTokenInput = { auth: BetterAuth; pool: Pool; now: number; lifeMs: number }

/** Whom a token names, and what it allows. */
export type TokenSubject = Session & { actor: Actor; scopes: readonly TokenScope[] }

/** A signed token for this API. Where the key was made under another secret, a new key is made. */
export async function issueAccessToken(input: AccessTokenInput, subject: TokenSubject): Promise<string> {
  try {
    return await sign(input, subject)
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('decrypt private key'))) throw error
    // The public half stays published, so that nobody is signed out.
    await input.pool.query('UPDATE jwks SET expires_at = now() WHERE expires_at > now()')
    return sign(input, subject)
  }
}

async function sign({ auth, now, lifeMs }: AccessTokenInput, subject: TokenSubject): Promise<string> {
  const issuedAt = Math.floor(now / 1000)
  const { token } = await auth.api.signJWT({
    body: {
      payload: {
        iss: tokenIssuer,
        aud: tokenIssuer,
        sub: subject.userId,
        sid: subject.id,
        client: subject.client,
        actor: subject.actor,
        scope: subject.scopes.join(' '),
        iat: issuedAt,
        exp: issuedAt + Math.floor(lifeMs / 1000),
      },
    },
  })
  return token
}
