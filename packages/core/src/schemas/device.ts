import { z } from 'zod'
import { Ordinal, SessionClient, UtcTime } from './fields.ts'

/** Bodies and answers of RFC 8628, as a form or as JSON; the names are the RFC's. */
export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

export const DeviceCodeBody = z
  .strictObject({ client_id: SessionClient, scope: z.string().max(1000).optional() })
  .meta({ id: 'DeviceCode' })
export const DeviceCodeAnswer = z.strictObject({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.string(),
  verification_uri_complete: z.string(),
  expires_in: Ordinal,
  interval: Ordinal,
})
export type DeviceCodeAnswer = z.infer<typeof DeviceCodeAnswer>

export const DeviceTokenBody = z
  .strictObject({
    grant_type: z.literal(deviceGrant),
    device_code: z.string().max(1000),
    client_id: SessionClient.optional(),
  })
  .meta({ id: 'DeviceToken' })
export const DeviceTokenAnswer = z.strictObject({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: Ordinal,
  refresh_token: z.string(),
  scope: z.string(),
})
export type DeviceTokenAnswer = z.infer<typeof DeviceTokenAnswer>

export const deviceErrors = ['authorization_pending', 'slow_down', 'access_denied', 'expired_token'] as const
export type DeviceError = (typeof deviceErrors)[number]
export const DeviceErrorAnswer = z.strictObject({
  error: z.enum(deviceErrors),
  error_description: z.string(),
})
export type DeviceErrorAnswer = z.infer<typeof DeviceErrorAnswer>

/** As someone types it: small letters, spaces and a missing dash do not matter. */
const UserCode = z.string().min(1).max(40)

export const DeviceParameters = z.strictObject({ user_code: UserCode })
export const DeviceWaitingAnswer = z.strictObject({
  user_code: z.string(),
  client: z.string(),
  /** From where it asked, as far as the server knows. */
  address: z.string().nullable(),
  asked_at: UtcTime,
})
export type DeviceWaitingAnswer = z.infer<typeof DeviceWaitingAnswer>

export const AnswerDeviceBody = z
  .strictObject({ user_code: UserCode, answer: z.enum(['allow', 'deny']) })
  .meta({ id: 'AnswerDevice' })
export type AnswerDeviceBody = z.infer<typeof AnswerDeviceBody>
