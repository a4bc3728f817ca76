import type { JSONWebKeySet } from 'jose'
import type { Pool } from 'pg'

/** A key stays published this long after its last day of signing, for the tokens that it has signed. */
const graceDays = 30

/** The public halves of the keys that sign access tokens, as Better Auth keeps them. */
export async function publicKeys(pool: Pool, now: number): Promise<JSONWebKeySet> {
  const { rows } = await pool.query<{ id: string; public_key: string }>(
    `SELECT id, public_key FROM jwks
     WHERE expires_at IS NULL OR expires_at > $1::timestamptz - make_interval(days => $2) ORDER BY created_at`,
    [new Date(now), graceDays],
  )
  return {
    keys: rows.map(({ id, public_key }) => ({ ...JSON.parse(public_key), alg: 'EdDSA', kid: id })),
  }
}
