import { createHash, randomBytes } from 'node:crypto'
import { inject } from 'vitest'

/** An agent that asks over OAuth to be let in; where its answers go is a page of the server itself. */
export type Agent = {
  /** Where it sends its person. */
  ask(scope?: string): string
  /** What it gets for the code that came back. */
  redeem(code: string): Promise<{ access_token: string; refresh_token: string }>
}

export const callback = '/tasks?agent'

const endpoint = '/api/auth/oauth2'

export async function agent(name: string): Promise<Agent> {
  const address = inject('address')
  const redirect_uri = `${address}${callback}`
  const { resource } = await json(await fetch(`${address}/.well-known/oauth-protected-resource`))
  const verifier = randomBytes(32).toString('base64url')
  const { client_id } = await json(
    await fetch(`${address}${endpoint}/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_name: name,
        redirect_uris: [redirect_uri],
        token_endpoint_auth_method: 'none',
      }),
    }),
  )
  return {
    ask: (scope = 'tasks:read tasks:write tasks:propose') =>
      `${address}${endpoint}/authorize?${new URLSearchParams({
        response_type: 'code',
        client_id: String(client_id),
        redirect_uri,
        state: 'mine',
        scope,
        resource: String(resource),
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      })}`,
    async redeem(code) {
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: String(client_id),
        redirect_uri,
        code,
        code_verifier: verifier,
      })
      const tokens = await json(await fetch(`${address}${endpoint}/token`, { method: 'POST', body }))
      return { access_token: String(tokens.access_token), refresh_token: String(tokens.refresh_token) }
    },
  }
}

async function json(response: Response): Promise<Record<string, unknown>> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return response.json()
}
