import { oauthProvider } from '@better-auth/oauth-provider'
import { keyScopes } from '@todo/core/schemas'
import type { BetterAuthPlugin } from 'better-auth'
import { APIError } from 'better-auth/api'
import type { Pool } from 'pg'
import { agentClient } from './agent-client.ts'
import { consentPage, loginPage, refreshScope } from './oauth-names.ts'
import { oauthTables } from './oauth-tables.ts'

export type OAuthProviderInput = { pool: Pool; baseUrl: string; accessSeconds: number }

const refreshSeconds = 30 * 24 * 3600
/** Whoever did not get the answer to a refresh may ask for it again for so long; later it counts as stolen. */
const repeatSeconds = 30

/**
 * The provider of OAuth 2.1 for `/mcp`. A token names the consent that it stands on (`grant`), so that it ends with
 * it; there is none without one, nor for an account that is disabled.
 */
export function createOAuthProvider({ pool, accessSeconds }: OAuthProviderInput): BetterAuthPlugin {
  const provider: unknown = oauthProvider({
    loginPage,
    consentPage,
    scopes: [...keyScopes, refreshScope],
    grantTypes: ['authorization_code', 'refresh_token'],
    allowDynamicClientRegistration: true,
    allowUnauthenticatedClientRegistration: true,
    enforcePerClientResources: false,
    accessTokenExpiresIn: accessSeconds,
    refreshTokenExpiresIn: refreshSeconds,
    refreshTokenReuseInterval: repeatSeconds,
    schema: oauthTables,
    extensions: [
      {
        claims: {
          accessToken: async ({ client, user }) => ({
            grant: await grantOf(pool, client.clientId, user?.id),
            client: agentClient(client.name ?? client.clientId),
            actor: 'agent',
          }),
        },
      },
    ],
  })
  // Its types hold only for a compiler that takes `undefined` for a member that is not there.
  return provider as BetterAuthPlugin
}

async function grantOf(pool: Pool, clientId: string, userId: unknown): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT oauth_consents.id FROM oauth_consents JOIN users ON users.id = user_id AND disabled_at IS NULL
     WHERE client_id = $1 AND user_id = $2`,
    [clientId, userId],
  )
  if (!rows[0]) {
    throw new APIError('BAD_REQUEST', {
      error: 'invalid_grant',
      error_description: 'The agent was disconnected; ask for its consent again',
    })
  }
  return rows[0].id
}
