/** What whoever signed in may do. */
export const userScopes = ['tasks:read', 'tasks:write', 'account'] as const
/** What a credential can allow. `tasks:propose`: what its holder would change waits for the person's yes. */
export const tokenScopes = [...userScopes, 'tasks:propose'] as const
export type TokenScope = (typeof tokenScopes)[number]
