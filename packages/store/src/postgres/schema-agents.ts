import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'
import { spaces, users } from './schema.ts'
import { key, madeAt, time } from './schema-columns.ts'

/*
 * What agents need, as code: the tables of Better Auth's OAuth provider, which leaves much to its own defaults, so that
 * much may be null; and what agents propose.
 */

const at = (name: string) => time(name).defaultNow()
const ofClient = () =>
  text('client_id')
    .notNull()
    .references(() => oauthClients.clientId, { onDelete: 'cascade' })
const ofUser = () => uuid('user_id').references(() => users.id, { onDelete: 'cascade' })

export const oauthClients = pgTable(
  'oauth_clients',
  {
    id: key(),
    clientId: text('client_id').notNull(),
    clientSecret: text('client_secret'),
    clientDiscoveryId: text('client_discovery_id'),
    disabled: boolean('disabled').default(false),
    skipConsent: boolean('skip_consent'),
    enableEndSession: boolean('enable_end_session'),
    subjectType: text('subject_type'),
    scopes: jsonb('scopes'),
    clientCredentialsScopes: jsonb('client_credentials_scopes'),
    userId: ofUser(),
    name: text('name'),
    uri: text('uri'),
    icon: text('icon'),
    contacts: jsonb('contacts'),
    tos: text('tos'),
    policy: text('policy'),
    softwareId: text('software_id'),
    softwareVersion: text('software_version'),
    softwareStatement: text('software_statement'),
    redirectUris: jsonb('redirect_uris').notNull(),
    postLogoutRedirectUris: jsonb('post_logout_redirect_uris'),
    backchannelLogoutUri: text('backchannel_logout_uri'),
    backchannelLogoutSessionRequired: boolean('backchannel_logout_session_required'),
    tokenEndpointAuthMethod: text('token_endpoint_auth_method'),
    applicationType: text('application_type'),
    jwks: text('jwks'),
    jwksUri: text('jwks_uri'),
    grantTypes: jsonb('grant_types'),
    responseTypes: jsonb('response_types'),
    requirePkce: boolean('require_pkce'),
    dpopBoundAccessTokens: boolean('dpop_bound_access_tokens').default(false),
    referenceId: text('reference_id'),
    metadata: jsonb('metadata'),
    createdAt: at('created_at'),
    updatedAt: at('updated_at'),
  },
  (table) => [
    unique('oauth_clients_client_id_key').on(table.clientId),
    index('idx_oauth_clients_user_id').on(table.userId),
  ],
)

export const oauthResources = pgTable(
  'oauth_resources',
  {
    id: key(),
    identifier: text('identifier').notNull(),
    name: text('name').notNull(),
    accessTokenTtl: integer('access_token_ttl'),
    refreshTokenTtl: integer('refresh_token_ttl'),
    signingAlgorithm: text('signing_algorithm'),
    signingKeyId: text('signing_key_id'),
    allowedScopes: jsonb('allowed_scopes'),
    customClaims: jsonb('custom_claims'),
    dpopBoundAccessTokensRequired: boolean('dpop_bound_access_tokens_required').default(false),
    disabled: boolean('disabled').default(false),
    policyVersion: integer('policy_version').default(1),
    metadata: jsonb('metadata'),
    createdAt: at('created_at'),
    updatedAt: at('updated_at'),
  },
  (table) => [unique('oauth_resources_identifier_key').on(table.identifier)],
)

export const oauthClientResources = pgTable(
  'oauth_client_resources',
  {
    id: key(),
    clientId: ofClient(),
    resourceId: text('resource_id')
      .notNull()
      .references(() => oauthResources.identifier, { onDelete: 'cascade' }),
    metadata: jsonb('metadata'),
    createdAt: at('created_at'),
  },
  (table) => [
    unique('oauth_client_resources_key').on(table.clientId, table.resourceId),
    index('idx_oauth_client_resources_resource_id').on(table.resourceId),
  ],
)

export const oauthConsents = pgTable(
  'oauth_consents',
  {
    id: key(),
    clientId: ofClient(),
    userId: ofUser(),
    referenceId: text('reference_id'),
    resources: jsonb('resources'),
    requestedUserInfoClaims: jsonb('requested_user_info_claims'),
    scopes: jsonb('scopes').notNull(),
    lastUsedAt: time('last_used_at'),
    createdAt: at('created_at'),
    updatedAt: at('updated_at'),
  },
  (table) => [
    index('idx_oauth_consents_user_id').on(table.userId),
    index('idx_oauth_consents_client_id').on(table.clientId),
  ],
)

/** What a token is for, whichever kind it is. */
const tokenColumns = () => ({
  id: key(),
  token: text('token').notNull(),
  clientId: ofClient(),
  sessionId: uuid('session_id'),
  referenceId: text('reference_id'),
  authorizationCodeId: text('authorization_code_id'),
  resources: jsonb('resources'),
  requestedUserInfoClaims: jsonb('requested_user_info_claims'),
  expiresAt: time('expires_at').notNull(),
  revoked: time('revoked'),
  confirmation: jsonb('confirmation'),
  scopes: jsonb('scopes').notNull(),
  createdAt: at('created_at'),
})

export const oauthRefreshTokens = pgTable(
  'oauth_refresh_tokens',
  {
    ...tokenColumns(),
    userId: ofUser().notNull(),
    rotatedAt: time('rotated_at'),
    rotationReplayResponse: text('rotation_replay_response'),
    rotationReplayExpiresAt: time('rotation_replay_expires_at'),
    authTime: time('auth_time'),
  },
  (table) => [
    unique('oauth_refresh_tokens_token_key').on(table.token),
    index('idx_oauth_refresh_tokens_client_id').on(table.clientId, table.userId),
    index('idx_oauth_refresh_tokens_user_id').on(table.userId),
    index('idx_oauth_refresh_tokens_code').on(table.authorizationCodeId),
    index('idx_oauth_refresh_tokens_expires_at').on(table.expiresAt),
  ],
)

export const oauthAccessTokens = pgTable(
  'oauth_access_tokens',
  {
    ...tokenColumns(),
    userId: ofUser(),
    refreshId: uuid('refresh_id').references(() => oauthRefreshTokens.id, { onDelete: 'cascade' }),
  },
  (table) => [
    unique('oauth_access_tokens_token_key').on(table.token),
    index('idx_oauth_access_tokens_client_id').on(table.clientId),
    index('idx_oauth_access_tokens_user_id').on(table.userId),
    index('idx_oauth_access_tokens_refresh_id').on(table.refreshId),
  ],
)

export const oauthClientAssertions = pgTable('oauth_client_assertions', {
  id: text('id').primaryKey(),
  expiresAt: time('expires_at').notNull(),
})

export const proposals = pgTable(
  'proposals',
  {
    spaceId: uuid('space_id')
      .notNull()
      .references(() => spaces.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    actor: varchar('actor', { length: 20 }).notNull(),
    client: text('client').notNull(),
    commands: jsonb('commands').notNull(),
    changes: jsonb('changes').notNull(),
    summary: text('summary').notNull(),
    state: varchar('state', { length: 10 }).notNull().default('pending'),
    createdAt: madeAt('created_at'),
    decidedAt: time('decided_at'),
    operationId: uuid('operation_id'),
  },
  (table) => [
    primaryKey({ columns: [table.spaceId, table.id] }),
    index('idx_proposals_pending').on(table.spaceId, table.createdAt),
    index('idx_proposals_decided_at').on(table.decidedAt),
  ],
)
