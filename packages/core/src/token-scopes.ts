/** What a credential can allow. */
export const tokenScopes = ['tasks:read', 'tasks:write', 'account'] as const
export type TokenScope = (typeof tokenScopes)[number]
