import { HttpError } from '@todo/http'

export type OriginRules = { publicUrl: string | null; allowedOrigins: readonly string[] }

const ownMachine = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Refuses what the page of another site sends: with it a name that points to this machine all at once (DNS rebinding).
 * Programs send no `Origin`. Without a public address, pages of this machine are let in.
 */
export function refuseOtherOrigins(request: Request, { publicUrl, allowedOrigins }: OriginRules): void {
  const origin = request.headers.get('origin')
  if (origin === null || allowedOrigins.includes(origin.toLowerCase())) return
  const url = URL.parse(origin)
  const isOwn =
    publicUrl === null ? ownMachine.has(url?.hostname ?? '') : url?.origin === new URL(publicUrl).origin
  if (!isOwn) throw new HttpError('FORBIDDEN_ORIGIN')
}
