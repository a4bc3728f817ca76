import { z } from 'zod'
import { Instant, lineProblem, listOf, textWith, UtcTime, Uuid } from './fields.ts'
import { namePattern } from './patterns.ts'

/**
 * What a key or an agent can be allowed. Keys and the account itself are only for who signed in. `tasks:propose`: what
 * it would change waits for the person's yes; beside `tasks:write` it says nothing.
 */
export const keyScopes = ['tasks:read', 'tasks:write', 'tasks:propose'] as const
export type KeyScope = (typeof keyScopes)[number]

const nameLengthMax = 100
export const KeyName = textWith((text) => {
  if (text.trim() === '') return 'Give the key a name'
  return (
    lineProblem(text) ?? ([...text].length > nameLengthMax ? `Use at most ${nameLengthMax} characters` : null)
  )
}).meta({ minLength: 1, maxLength: nameLengthMax, pattern: namePattern })

const Scopes = z.array(z.enum(keyScopes)).min(1).max(keyScopes.length)

export const CreateApiKeyBody = z
  .strictObject({ name: KeyName, scopes: Scopes, expires_at: Instant.nullish() })
  .meta({ id: 'CreateApiKey' })
export type CreateApiKeyBody = z.infer<typeof CreateApiKeyBody>

const known = {
  id: Uuid,
  name: z.string(),
  scopes: listOf(z.enum(keyScopes)),
  created_at: UtcTime,
  expires_at: UtcTime.nullable(),
}
export const ApiKeyOutput = z
  .strictObject({ ...known, last_used_at: UtcTime.nullable() })
  .meta({ id: 'ApiKey' })
export type ApiKeyWire = z.infer<typeof ApiKeyOutput>
export const ApiKeysAnswer = z.strictObject({ api_keys: listOf(ApiKeyOutput) })
export type ApiKeysAnswer = z.infer<typeof ApiKeysAnswer>
/** The key itself is told once, here. */
export const ApiKeyMadeAnswer = z.strictObject({ ...known, key: z.string() })
export type ApiKeyMadeAnswer = z.infer<typeof ApiKeyMadeAnswer>
