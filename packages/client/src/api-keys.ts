import type { ApiKeyMadeAnswer, ApiKeysAnswer, ApiKeyWire, CreateApiKeyBody } from '@todo/core/schemas'
import type { RepeatOptions } from './account.ts'
import { bodyOf } from './answer.ts'
import type { Transport } from './transport.ts'

export type ApiKeyCalls = {
  apiKeys(): Promise<readonly ApiKeyWire[]>
  /** The answer has the key, which is told only here. */
  createApiKey(input: CreateApiKeyBody, options?: RepeatOptions): Promise<ApiKeyMadeAnswer>
  revokeApiKey(id: string, options?: RepeatOptions): Promise<void>
}

export function apiKeyCalls({ call }: Transport): ApiKeyCalls {
  return {
    apiKeys: async () => (await bodyOf<ApiKeysAnswer>(await call('listApiKeys'))).api_keys,
    createApiKey: async (input, options = {}) =>
      bodyOf<ApiKeyMadeAnswer>(await call('createApiKey', { json: input, ...options })),
    async revokeApiKey(id, options = {}) {
      await call('revokeApiKey', { path: { id }, ...options })
    },
  }
}
