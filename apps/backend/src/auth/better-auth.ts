import type { Ids } from '@todo/core'
import { betterAuth } from 'better-auth'
import { bearer, jwt } from 'better-auth/plugins'
import type { Pool } from 'pg'
import { consentPage } from './oauth-names.ts'
import { createOAuthProvider } from './oauth-provider.ts'

const keyLifeSeconds = 30 * 24 * 3600

export type BetterAuthInput = {
  pool: Pool
  ids: Ids
  secret: string
  baseUrl: string
  sessionSeconds: number
  accessSeconds: number
}

const dates = { createdAt: 'created_at', updatedAt: 'updated_at' }

const user = {
  modelName: 'users',
  fields: { emailVerified: 'email_verified', ...dates },
  additionalFields: {
    timeZone: { type: 'string', required: false, fieldName: 'time_zone' },
    locale: { type: 'string', required: false },
  },
} as const

const account = {
  modelName: 'accounts',
  fields: {
    userId: 'user_id',
    accountId: 'account_id',
    providerId: 'provider_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    ...dates,
  },
}

/** Better Auth on the tables of our migrations. Nothing outside this folder knows it. */
export function createBetterAuth(input: BetterAuthInput) {
  const { pool, ids, secret, baseUrl, sessionSeconds } = input
  return betterAuth({
    secret,
    baseURL: baseUrl,
    basePath: '/api/auth',
    database: pool,
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Requests are limited before they get here.
    rateLimit: { enabled: false },
    onAPIError: { errorURL: consentPage },
    // Lengths are counted in code points before a password gets here.
    emailAndPassword: { enabled: true, autoSignIn: true, minPasswordLength: 8, maxPasswordLength: 256 },
    user,
    account,
    session: {
      modelName: 'sessions',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...dates,
      },
      expiresIn: sessionSeconds,
      // Sessions end by our own rules.
      disableSessionRefresh: true,
    },
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...dates } },
    advanced: { database: { generateId: () => ids.uuid() } },
    plugins: [
      jwt({
        disableSettingJwtHeader: true,
        jwks: { keyPairConfig: { alg: 'EdDSA', crv: 'Ed25519' }, rotationInterval: keyLifeSeconds },
        // Of tokens for agents, who find the server by it; our own tokens name theirs.
        jwt: { issuer: baseUrl },
        schema: {
          jwks: {
            fields: {
              publicKey: 'public_key',
              privateKey: 'private_key',
              createdAt: 'created_at',
              expiresAt: 'expires_at',
            },
          },
        },
      }),
      // A session is handed over as a bearer token: our cookies have other names.
      bearer(),
      createOAuthProvider(input),
    ],
  })
}

export type BetterAuth = ReturnType<typeof createBetterAuth>
