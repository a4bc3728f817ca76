import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { nonceHeader } from '../lib/request-headers.ts'

const permissions = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']

/** What a page may load: from this server alone, and only those scripts that the server put into it. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Sets the headers of a page. Next takes the nonce for its scripts from the request's policy. */
export function protectPage(request: IncomingMessage, response: ServerResponse): void {
  const nonce = randomBytes(16).toString('base64')
  const value = policy(nonce)
  request.headers[nonceHeader] = nonce
  request.headers['content-security-policy'] = value
  response.setHeader('Content-Security-Policy', value)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  // Not `no-referrer`: a form's `Origin` would then be `null`.
  response.setHeader('Referrer-Policy', 'same-origin')
  response.setHeader('Permissions-Policy', permissions.map((name) => `${name}=()`).join(', '))
  // Over plain http a browser would complain of this one in its console; it sends the other to whom it trusts.
  if ('sec-fetch-mode' in request.headers) response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
}
