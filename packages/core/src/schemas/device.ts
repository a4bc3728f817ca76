import { z } from 'zod'
import { Ordinal, SessionClient } from './fields.ts'

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
