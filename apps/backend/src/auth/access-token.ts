import { tokenScopes } from '@todo/core'
import type { Pool } from 'pg'
import type { BetterAuth } from './better-auth.ts'
import type { Session } from './sessions.ts'

export type AccessTokenInput = { auth: BetterAuth; pool: Pool; now: number; lifeMs: number }

/** A signed token for a session. Where the key was made under another secret, a new key is made. */
export async function issueAccessToken(input: AccessTokenInput, session: Session): Promise<string> {
  try {
    return await sign(input, session)
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('decrypt private key'))) throw error
    // The public half stays published, so that nobody is signed out.
    await input.pool.query('UPDATE jwks SET expires_at = now() WHERE expires_at > now()')
    return sign(input, session)
  }
}

async function sign({ auth, now, lifeMs }: AccessTokenInput, session: Session): Promise<string> {
  const issuedAt = Math.floor(now / 1000)
  const { token } = await auth.api.signJWT({
    body: {
      payload: {
        sub: session.userId,
        sid: session.id,
        client: session.client,
        actor: 'user',
        scope: tokenScopes.join(' '),
        iat: issuedAt,
        exp: issuedAt + Math.floor(lifeMs / 1000),
      },
    },
  })
  return token
}
