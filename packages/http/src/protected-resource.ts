import { keyScopes } from '@todo/core/schemas'

/** What of the MCP endpoint a client reads first (RFC 9728): who gives out tokens for it, and for what. */
export function protectedResource(baseUrl: string) {
  return {
    resource: mcpResource(baseUrl),
    resource_name: 'todo',
    authorization_servers: [baseUrl],
    bearer_methods_supported: ['header'],
    scopes_supported: [...keyScopes],
  }
}

/** What a token for the MCP endpoint is for: its address. */
export const mcpResource = (baseUrl: string): string => `${baseUrl}/mcp`

/** Where `protectedResource` is found, for the `WWW-Authenticate` of a 401. */
export const protectedResourcePath = '/.well-known/oauth-protected-resource/mcp'
