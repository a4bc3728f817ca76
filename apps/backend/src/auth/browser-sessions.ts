import {
  clearSessionCookies,
  HttpError,
  isOwnOrigin,
  type OriginHeaders,
  type Principal,
  readSessionCookies,
  setSessionCookies,
  type TokenVerifier,
} from '@todo/http'
import type { Accounts } from './accounts.ts'

/** Who cookies name, and what the browser is to keep instead of them where the signed copy had ended. */
export type Recognised = { principal: Principal; setCookies: readonly string[] }

/** Sessions that a browser keeps in cookies. */
export type BrowserSessions = {
  /** Whether a page of ours sent the request; nothing else may change anything by a cookie. */
  isOwnOrigin(headers: OriginHeaders): boolean
  /** `null` where there are no cookies, or their session has ended. */
  recognise(cookies: string | undefined): Promise<Recognised | null>
  /** Cookies for a session that has just begun. */
  begin(refreshToken: string): Promise<readonly string[]>
  end(): readonly string[]
}

export type BrowserSessionsInput = {
  accounts: Pick<Accounts, 'browserToken'>
  tokens: Pick<TokenVerifier, 'verify'>
  publicUrl: string | null
  sessionSeconds: number
}

/** The signed copy is good for so long; then the session is asked once, and may be found to have ended. */
export const accessSeconds = 300

export function createBrowserSessions(input: BrowserSessionsInput): BrowserSessions {
  const { accounts, tokens, publicUrl, sessionSeconds } = input
  const isSecure = publicUrl !== null && new URL(publicUrl).protocol === 'https:'
  const renewals = new Map<string, Promise<string>>()

  /** A page sends many requests at once: those that find the copy ended share one new copy. */
  const renewed = (session: string): Promise<string> => {
    const running = renewals.get(session)
    if (running) return running
    const renewal = accounts.browserToken(session).finally(() => renewals.delete(session))
    renewals.set(session, renewal)
    return renewal
  }

  const cookiesFor = (session: string, access: string): string[] =>
    setSessionCookies({ session, sessionSeconds, access, accessSeconds }, isSecure)

  return {
    isOwnOrigin: (headers) => isOwnOrigin(headers, publicUrl),
    async recognise(cookies) {
      const { session, access } = readSessionCookies(cookies, isSecure)
      const current = access && (await tokens.verify(access))
      if (current) return { principal: current, setCookies: [] }
      const fresh = session && (await renewed(session).catch(refused))
      const principal = fresh ? await tokens.verify(fresh) : null
      return session && fresh && principal ? { principal, setCookies: cookiesFor(session, fresh) } : null
    },
    begin: async (refreshToken) => cookiesFor(refreshToken, await renewed(refreshToken)),
    end: () => clearSessionCookies(isSecure),
  }
}

/** A session that has ended names nobody; any other failure is one. */
function refused(error: unknown): null {
  if (error instanceof HttpError && error.code === 'INVALID_REFRESH_TOKEN') return null
  throw error
}
