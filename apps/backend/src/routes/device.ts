import { createRoute } from '@hono/zod-openapi'
import { userScopes } from '@todo/core'
import {
  DeviceCodeAnswer,
  DeviceCodeBody,
  DeviceErrorAnswer,
  DeviceTokenAnswer,
  DeviceTokenBody,
  type deviceErrors,
  NoParameters,
} from '@todo/core/schemas'
import { limitBody } from '@todo/http'
import { deviceLifeMs, pollEveryMs } from '../auth/device-codes.ts'
import type { Deps } from '../deps.ts'
import { json, only, type Router } from '../openapi.ts'
import { documentBody, formOrJson, sentAs } from './form-or-json.ts'

const tags = ['Sign-in']

/** Signing in on a device by confirming it in a browser (RFC 8628). */
export function addDevice(router: Router, deps: Deps): void {
  addDeviceCode(router, deps)
  addDeviceToken(router, deps)
}

function addDeviceCode(router: Router, { deviceCodes, baseUrl }: Deps): void {
  const code = createRoute({
    method: 'post',
    path: '/api/auth/device/code',
    tags,
    operationId: 'deviceCode',
    summary: 'Begin to sign in on a device (RFC 8628)',
    hide: true,
    middleware: [limitBody()],
    request: { query: NoParameters, body: formOrJson(DeviceCodeBody) },
    responses: {
      200: json('What the device shows, and what it asks with', DeviceCodeAnswer),
      ...only(400, 413, 415, 429, 503),
    },
  })
  documentBody(router, code)
  router.openapi(code, async (c) => {
    const { client_id } = c.req.valid(sentAs(c.req.header('content-type')))
    const { deviceCode, userCode } = await deviceCodes.begin(client_id, c.get('address'))
    const verification_uri = `${baseUrl}/device`
    return c.json(
      {
        device_code: deviceCode,
        user_code: userCode,
        verification_uri,
        verification_uri_complete: `${verification_uri}?user_code=${userCode}`,
        expires_in: deviceLifeMs / 1000,
        interval: pollEveryMs / 1000,
      },
      200,
    )
  })
}

const refusalOf = {
  pending: ['authorization_pending', 'The user has not answered yet'],
  'too-soon': ['slow_down', 'Ask less often'],
  denied: ['access_denied', 'The user said no'],
  ended: ['expired_token', 'The code has ended, or is none'],
} as const satisfies Record<string, readonly [(typeof deviceErrors)[number], string]>

function addDeviceToken(router: Router, { deviceCodes, accounts, config }: Deps): void {
  const { 400: invalid, ...others } = only(400, 413, 415, 429, 503)
  const refused = {
    ...invalid,
    description: 'Not yet, never, or not valid',
    content: { ...invalid?.content, 'application/json': { schema: DeviceErrorAnswer } },
  }
  const token = createRoute({
    method: 'post',
    path: '/api/auth/device/token',
    tags,
    operationId: 'deviceToken',
    summary: 'Ask whether the user has let the device in (RFC 8628)',
    hide: true,
    middleware: [limitBody()],
    request: { query: NoParameters, body: formOrJson(DeviceTokenBody) },
    responses: { 200: json('The device is signed in', DeviceTokenAnswer), 400: refused, ...others },
  })
  documentBody(router, token)
  router.openapi(token, async (c) => {
    const { device_code } = c.req.valid(sentAs(c.req.header('content-type')))
    const found = await deviceCodes.poll(device_code)
    const signedIn =
      found.state === 'allowed' ? await accounts.startSession(found.userId, found.client) : null
    if (!signedIn) {
      const [error, error_description] = refusalOf[found.state === 'allowed' ? 'denied' : found.state]
      return c.json({ error, error_description }, 400)
    }
    return c.json(
      {
        access_token: signedIn.accessToken,
        token_type: 'Bearer' as const,
        expires_in: config.auth.access_token_expire * 60,
        refresh_token: signedIn.refreshToken,
        scope: userScopes.join(' '),
      },
      200,
    )
  })
}
