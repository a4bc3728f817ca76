import { hkdfSync } from 'node:crypto'

/** What the AI service shows to the backend to act for people: as configured, else made from what both know. */
export function exchangeSecret(auth: { exchange_secret: string | null; jwt_secret: string }): string {
  if (auth.exchange_secret !== null) return auth.exchange_secret
  return Buffer.from(hkdfSync('sha256', auth.jwt_secret, '', 'token exchange', 32)).toString('base64url')
}
