import { parse, serialize } from 'hono/utils/cookie'

/** What a browser holds: the session itself, and a signed copy of it that is good for a few minutes. */
export type SessionCookies = { session: string | null; access: string | null }

export type SetSessionCookies = {
  session: string
  sessionSeconds: number
  access: string
  accessSeconds: number
}

const names = { session: 'todo_session', access: 'todo_access' } as const
type Name = keyof typeof names

/** Over https the names say that the cookies came from this very host and over https (RFC 6265bis, `__Host-`). */
const nameOf = (name: Name, isSecure: boolean): string => (isSecure ? `__Host-${names[name]}` : names[name])

export function readSessionCookies(header: string | undefined, isSecure: boolean): SessionCookies {
  const cookies = header === undefined ? {} : parse(header)
  return {
    session: cookies[nameOf('session', isSecure)] || null,
    access: cookies[nameOf('access', isSecure)] || null,
  }
}

/** Values of `Set-Cookie`. Scripts cannot read them, and other sites cannot have them sent with what changes something. */
export function setSessionCookies(
  { session, sessionSeconds, access, accessSeconds }: SetSessionCookies,
  isSecure: boolean,
): string[] {
  return [
    setCookie('session', session, sessionSeconds, isSecure),
    setCookie('access', access, accessSeconds, isSecure),
  ]
}

export function clearSessionCookies(isSecure: boolean): string[] {
  return [setCookie('session', '', 0, isSecure), setCookie('access', '', 0, isSecure)]
}

const setCookie = (name: Name, value: string, maxAge: number, isSecure: boolean): string =>
  serialize(nameOf(name, isSecure), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure,
    maxAge,
  })
