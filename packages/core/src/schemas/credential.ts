import { z } from 'zod'
import { tokenScopes } from '../token-scopes.ts'
import { ActorName, listOf, UtcTime, Uuid } from './fields.ts'

/** What a credential is and allows, as its bearer may know. `name` is what its owner called it, `timezone` theirs. */
export const CredentialAnswer = z.strictObject({
  user_id: Uuid,
  session_id: z.string(),
  name: z.string().nullable(),
  actor: ActorName,
  client: z.string(),
  scopes: listOf(z.enum(tokenScopes)),
  expires_at: UtcTime.nullable(),
  timezone: z.string().nullable(),
})
export type CredentialAnswer = z.infer<typeof CredentialAnswer>
