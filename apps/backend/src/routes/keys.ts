import type { Deps } from '../deps.ts'
import type { Router } from '../openapi.ts'

/** The public keys of access tokens (RFC 7517), for services that verify them. */
export function addKeys(router: Router, { accounts }: Deps): void {
  router.get('/.well-known/jwks.json', async (c) => {
    c.header('Cache-Control', 'public, max-age=300')
    return c.json(await accounts.publicKeys(), 200)
  })
}
