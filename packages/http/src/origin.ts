/** The headers of a request that say where the page stands that sent it, and where it was sent. */
export type OriginHeaders = { origin?: string | undefined; host?: string | undefined }

/**
 * Whether a request comes from a page of this installation, so that its cookies may count. Browsers send `Origin`
 * with whatever changes something and with each upgrade; without a public address the page must have the host's.
 */
export function isOwnOrigin({ origin, host }: OriginHeaders, publicUrl: string | null): boolean {
  if (origin === undefined || host === undefined) return false
  if (publicUrl !== null) return origin === new URL(publicUrl).origin
  return URL.parse(origin)?.host === host.toLowerCase()
}
