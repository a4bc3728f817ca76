import { createRoute } from '@hono/zod-openapi'
import {
  CookieAnswer,
  LoginAnswer,
  LoginBody,
  MessageAnswer,
  NoParameters,
  RefreshAnswer,
  RegisterAnswer,
  RegisterBody,
} from '@todo/core/schemas'
import { HttpError, limitBody, readBody } from '@todo/http'
import type { Context } from 'hono'
import { z } from 'zod'
import { authenticate, bearerToken, refuseOtherOrigin } from '../auth/authenticate.ts'
import type { BrowserSessions } from '../auth/browser-sessions.ts'
import { countSignIn } from '../auth/count-sign-in.ts'
import { defaultClient } from '../auth/sessions.ts'
import type { Deps } from '../deps.ts'
import type { AppEnv } from '../environment.ts'
import { refuseBeyond } from '../limits/verdicts.ts'
import { bearer, body, credential, json, type Router, refusals } from '../openapi.ts'

const tags = ['Sign-in']
const answered = 'An access token for 15 minutes, and the refresh token that gives further ones'

/** Making an account, signing in, going on, signing out. */
export function addAuth(router: Router, deps: Deps): void {
  addRegister(router, deps)
  addLogin(router, deps)
  addRefresh(router, deps)
  addLogout(router, deps)
}

function addRegister(router: Router, deps: Deps): void {
  const { accounts, browserSessions, config, mailAccounts, registerLimit } = deps
  const register = createRoute({
    method: 'post',
    path: '/api/auth/register',
    tags,
    operationId: 'register',
    summary: 'Make an account and sign in',
    middleware: [limitBody(), readBody()],
    request: { query: NoParameters, body: body(RegisterBody) },
    responses: { 201: json(answered, z.union([RegisterAnswer, CookieAnswer])), ...refusals(413, 415) },
  })
  router.openapi(register, async (c) => {
    if (config.auth.registration === 'closed') throw new HttpError('REGISTRATION_CLOSED')
    const address = c.get('address')
    if (registerLimit && address !== null) refuseBeyond(c, 'register', await registerLimit.count(address))
    const { email, password, name = '', timezone = null, locale = null, ...how } = c.req.valid('json')
    const client = clientOf(c, browserSessions, how)
    const signedIn = await accounts.register({ email, password, name: name ?? '', client, timezone, locale })
    const { user, accessToken, refreshToken } = signedIn
    mailAccounts.askToVerify({ userId: user.id, email: user.email })
    if (!how.cookie) return c.json({ ...signedIn, token: accessToken }, 201)
    setCookies(c, await browserSessions.begin(refreshToken))
    return c.json({ user }, 201)
  })
}

function addLogin(router: Router, deps: Deps): void {
  const { accounts, browserSessions, metrics, signInLimits } = deps
  const login = createRoute({
    method: 'post',
    path: '/api/auth/login',
    tags,
    operationId: 'login',
    summary: 'Sign in',
    middleware: [limitBody(), readBody()],
    request: { query: NoParameters, body: body(LoginBody) },
    responses: { 200: json(answered, z.union([LoginAnswer, CookieAnswer])), ...refusals(413, 415) },
  })
  router.openapi(login, async (c) => {
    const { email, password, ...how } = c.req.valid('json')
    const client = clientOf(c, browserSessions, how)
    const signIn = () => accounts.login({ email, password, client })
    const attempt = () => signInLimits.attempt(c, email, signIn)
    const signedIn = await countSignIn(metrics, attempt)
    if (!how.cookie) return c.json(signedIn, 200)
    setCookies(c, await browserSessions.begin(signedIn.refreshToken))
    return c.json({ user: signedIn.user }, 200)
  })
}

type How = { client?: string | undefined; cookie?: true | undefined }

/** Another site must not sign anybody in here either: then what they write would be in a stranger's account. */
function clientOf(c: Context<AppEnv>, browserSessions: BrowserSessions, { client, cookie }: How): string {
  if (cookie) refuseOtherOrigin(browserSessions, (name) => c.req.header(name))
  return client ?? (cookie ? 'web' : defaultClient)
}

function setCookies(c: Context<AppEnv>, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
}

function addRefresh(router: Router, { accounts }: Deps): void {
  const refresh = createRoute({
    method: 'post',
    path: '/api/auth/refresh',
    tags,
    operationId: 'refresh',
    summary: 'Get another access token; the credential is the refresh token',
    security: bearer,
    request: { query: NoParameters },
    responses: { 200: json('Another access token', RefreshAnswer), ...refusals() },
  })
  router.openapi(refresh, async (c) => {
    const token = bearerToken(c.req.header('authorization'))
    if (token === null) throw new HttpError('INVALID_REFRESH_TOKEN')
    return c.json({ accessToken: await accounts.refresh(token) }, 200)
  })
}

function addLogout(router: Router, deps: Deps): void {
  const logout = createRoute({
    method: 'post',
    path: '/api/auth/logout',
    tags,
    operationId: 'logout',
    summary: 'End the session of the access token',
    security: credential,
    middleware: [authenticate(deps, 'account')],
    request: { query: NoParameters },
    responses: { 200: json('Signed out', MessageAnswer), ...refusals() },
  })
  router.openapi(logout, async (c) => {
    const { userId, sessionId } = c.get('principal')
    await deps.accounts.revoke(userId, sessionId)
    if (c.req.header('authorization') === undefined) setCookies(c, deps.browserSessions.end())
    return c.json({ message: 'Logged out' }, 200)
  })
}
