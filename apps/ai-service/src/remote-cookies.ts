import { HttpError, isOwnOrigin, readSessionCookies } from '@todo/http'
import type { Access, Recognised } from './access.ts'

type Input = { backendUrl: string; publicUrl: string | null; verify: Access['verify'] }

const renewalTimeoutMs = 10_000

/** Whom the cookies name, by the signed copy among them; where that has ended, the backend makes another. */
export async function recognise(
  { backendUrl, publicUrl, verify }: Input,
  { method, headers }: Request,
): Promise<Recognised | null> {
  const isSecure = publicUrl?.startsWith('https:') ?? false
  const cookies = headers.get('cookie') ?? ''
  const { access, session } = readSessionCookies(cookies, isSecure)
  if (!access && !session) return null
  const [origin, host] = [headers.get('origin') ?? undefined, headers.get('host') ?? undefined]
  if (method !== 'GET' && method !== 'HEAD' && !isOwnOrigin({ origin, host }, publicUrl)) {
    throw new HttpError('FORBIDDEN_ORIGIN')
  }
  const current = access && (await verify(access))
  if (current) return { principal: current, setCookies: [] }
  const setCookies = session ? await renewed(backendUrl, cookies) : []
  const jar = setCookies.map((cookie) => cookie.split(';', 1)[0]).join('; ')
  const fresh = readSessionCookies(jar, isSecure).access
  const principal = fresh ? await verify(fresh) : null
  return principal && { principal, setCookies }
}

async function renewed(backendUrl: string, cookies: string): Promise<readonly string[]> {
  const response = await fetch(new URL('/api/auth/credential', backendUrl), {
    headers: { cookie: cookies },
    redirect: 'error',
    signal: AbortSignal.timeout(renewalTimeoutMs),
  }).catch(() => {
    throw new HttpError('UNAVAILABLE', { headers: { 'retry-after': '1' } })
  })
  await response.body?.cancel()
  return response.headers.getSetCookie()
}
