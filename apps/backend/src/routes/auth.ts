import { createRoute } from '@hono/zod-openapi'
import {
  LoginAnswer,
  LoginBody,
  MessageAnswer,
  NoParameters,
  RefreshAnswer,
  RegisterAnswer,
  RegisterBody,
} from '@todo/core/schemas'
import { HttpError, limitBody, readBody } from '@todo/http'
import { authenticate, bearerToken } from '../auth/authenticate.ts'
import { countSignIn } from '../auth/count-sign-in.ts'
import { defaultClient } from '../auth/sessions.ts'
import type { Deps } from '../deps.ts'
import { refuseBeyond } from '../limits/verdicts.ts'
import { bearer, body, json, type Router, refusals } from '../openapi.ts'

const tags = ['Sign-in']
const answered = 'An access token for 15 minutes, and the refresh token that gives further ones'

/** Making an account, signing in, going on, signing out. */
export function addAuth(router: Router, deps: Deps): void {
  addRegister(router, deps)
  addLogin(router, deps)
  addRefresh(router, deps)
  addLogout(router, deps)
}

function addRegister(router: Router, { accounts, config, mailAccounts, registerLimit }: Deps): void {
  const register = createRoute({
    method: 'post',
    path: '/api/auth/register',
    tags,
    operationId: 'register',
    summary: 'Make an account and sign in',
    middleware: [limitBody(), readBody()],
    request: { query: NoParameters, body: body(RegisterBody) },
    responses: { 201: json(answered, RegisterAnswer), ...refusals(413, 415) },
  })
  router.openapi(register, async (c) => {
    if (config.auth.registration === 'closed') throw new HttpError('REGISTRATION_CLOSED')
    const address = c.get('address')
    if (registerLimit && address !== null) refuseBeyond(c, 'register', await registerLimit.count(address))
    const { name = '', client = defaultClient, timezone = null, locale = null, ...rest } = c.req.valid('json')
    const signedIn = await accounts.register({ ...rest, name: name ?? '', client, timezone, locale })
    mailAccounts.askToVerify({ userId: signedIn.user.id, email: signedIn.user.email })
    return c.json({ ...signedIn, token: signedIn.accessToken }, 201)
  })
}

function addLogin(router: Router, deps: Deps): void {
  const { accounts, metrics, signInLimits } = deps
  const login = createRoute({
    method: 'post',
    path: '/api/auth/login',
    tags,
    operationId: 'login',
    summary: 'Sign in',
    middleware: [limitBody(), readBody()],
    request: { query: NoParameters, body: body(LoginBody) },
    responses: { 200: json(answered, LoginAnswer), ...refusals(413, 415) },
  })
  router.openapi(login, async (c) => {
    const { client = defaultClient, ...credentials } = c.req.valid('json')
    const signIn = () => accounts.login({ ...credentials, client })
    const attempt = () => signInLimits.attempt(c, credentials.email, signIn)
    return c.json(await countSignIn(metrics, attempt), 200)
  })
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
    security: bearer,
    middleware: [authenticate(deps, 'account')],
    request: { query: NoParameters },
    responses: { 200: json('Signed out', MessageAnswer), ...refusals() },
  })
  router.openapi(logout, async (c) => {
    const { userId, sessionId } = c.get('principal')
    await deps.accounts.revoke(userId, sessionId)
    return c.json({ message: 'Logged out' }, 200)
  })
}
