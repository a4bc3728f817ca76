import { createRoute } from '@hono/zod-openapi'
import {
  AccountAnswer,
  ChangePasswordBody,
  DeleteAccountBody,
  IdParameters,
  MessageAnswer,
  NoParameters,
  SessionsAnswer,
  type SessionWire,
  UpdateAccountBody,
} from '@todo/core/schemas'
import { HttpError, limitBody, type Principal, readBody } from '@todo/http'
import type { Context } from 'hono'
import { authenticate } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import type { AppEnv } from '../environment.ts'
import { body, credential, json, type Router, refusals, writeHeaders, writeRefusals } from '../openapi.ts'
import { given } from '../wire.ts'
import { accountActing, accountWriting } from './account-writing.ts'

const path = '/api/account'
const about = 'The account, and what the credential allows'
const tags = ['Account']
const common = { tags, security: credential } as const

/** Who is signed in, and what only they may change. */
export function addAccount(router: Router, deps: Deps): void {
  addProfile(router, deps)
  addSessions(router, deps)
  addPassword(router, deps)
}

function addProfile(router: Router, deps: Deps): void {
  const { accounts } = deps
  const get = createRoute({
    ...common,
    method: 'get',
    path,
    operationId: 'getAccount',
    summary: 'Get the account',
    middleware: [authenticate(deps, 'tasks:read')],
    request: { query: NoParameters },
    responses: { 200: json(about, AccountAnswer), ...refusals() },
  })
  router.openapi(get, async (c) =>
    c.json(accountAnswer(c, await accounts.user(c.get('principal').userId)), 200),
  )

  const update = createRoute({
    ...common,
    method: 'patch',
    path,
    operationId: 'updateAccount',
    summary: 'Change name, address, time zone or language',
    middleware: accountWriting(deps),
    parameters: writeHeaders,
    request: { query: NoParameters, body: body(UpdateAccountBody) },
    responses: {
      200: json(about, AccountAnswer, 'Idempotency-Replayed'),
      ...refusals(409, ...writeRefusals),
    },
  })
  router.openapi(update, async (c) => {
    const { email, current_password: password = '', ...change } = c.req.valid('json')
    if (email !== undefined) await moveTo(c, deps, email, password)
    return c.json(accountAnswer(c, await accounts.update(c.get('principal').userId, given(change))), 200)
  })

  const remove = createRoute({
    ...common,
    method: 'delete',
    path,
    operationId: 'deleteAccount',
    summary: 'Delete the account with everything in it',
    middleware: [authenticate(deps, 'account'), limitBody(), readBody()],
    request: { query: NoParameters, body: body(DeleteAccountBody) },
    responses: { 200: json('It is gone', MessageAnswer), ...refusals(413, 415) },
  })
  router.openapi(remove, async (c) => {
    const { userId } = c.get('principal')
    const { password } = c.req.valid('json')
    await deps.signInLimits.attempt(c, userId, () => accounts.remove(userId, password))
    return c.json({ message: 'Account deleted' }, 200)
  })
}

async function moveTo(c: Context<AppEnv>, deps: Deps, email: string, password: string): Promise<void> {
  const { userId } = c.get('principal')
  const before = await deps.accounts.user(userId)
  if (!before) throw new HttpError('UNAUTHENTICATED')
  await deps.signInLimits.attempt(c, userId, () => deps.accounts.changeEmail(userId, password, email))
  if (before.email === email.toLowerCase()) return
  deps.mailAccounts.tellMoved(before.email)
  deps.mailAccounts.askToVerify({ userId, email: email.toLowerCase() })
}

function accountAnswer(c: Context<AppEnv>, user: Awaited<ReturnType<Deps['accounts']['user']>>) {
  if (!user) throw new HttpError('UNAUTHENTICATED')
  const { client, scopes } = c.get('principal')
  return { user, client, scopes }
}

function addSessions(router: Router, deps: Deps): void {
  const { accounts } = deps
  const list = createRoute({
    ...common,
    method: 'get',
    path: `${path}/sessions`,
    operationId: 'listSessions',
    summary: 'List where the account is signed in',
    middleware: [authenticate(deps, 'account')],
    request: { query: NoParameters },
    responses: { 200: json('Sessions, the last used first', SessionsAnswer), ...refusals() },
  })
  router.openapi(list, async (c) => {
    return c.json({ sessions: await sessionsOf(accounts, c.get('principal')) }, 200)
  })

  const end = createRoute({
    ...common,
    method: 'delete',
    path: `${path}/sessions/{id}`,
    operationId: 'endSession',
    summary: 'Sign out elsewhere',
    middleware: accountActing(deps),
    parameters: writeHeaders,
    request: { params: IdParameters, query: NoParameters },
    responses: {
      200: json('It has ended', MessageAnswer, 'Idempotency-Replayed'),
      ...refusals(404, 409, ...writeRefusals),
    },
  })
  router.openapi(end, async (c) => {
    const ended = await accounts.revoke(c.get('principal').userId, c.req.valid('param').id)
    if (!ended) throw new HttpError('NOT_FOUND', { message: 'Session not found' })
    return c.json({ message: 'Session ended' }, 200)
  })
}

/** Where the account is signed in, the last used first. */
export async function sessionsOf(
  accounts: Deps['accounts'],
  { userId, sessionId }: Principal,
): Promise<SessionWire[]> {
  const sessions = await accounts.sessions(userId)
  return sessions.map(({ id, client, createdAt, lastUsedAt }) => ({
    id,
    client,
    created_at: createdAt,
    last_used_at: lastUsedAt,
    current: id === sessionId,
  }))
}

function addPassword(router: Router, deps: Deps): void {
  const change = createRoute({
    ...common,
    method: 'post',
    path: `${path}/password`,
    operationId: 'changePassword',
    summary: 'Change the password; all other sessions end',
    middleware: accountWriting(deps),
    parameters: writeHeaders,
    request: { query: NoParameters, body: body(ChangePasswordBody) },
    responses: {
      200: json('It is changed', MessageAnswer, 'Idempotency-Replayed'),
      ...refusals(409, ...writeRefusals),
    },
  })
  router.openapi(change, async (c) => {
    const { userId, sessionId } = c.get('principal')
    const { current_password, new_password } = c.req.valid('json')
    await deps.signInLimits.attempt(c, userId, () =>
      deps.accounts.changePassword(userId, sessionId, current_password, new_password),
    )
    return c.json({ message: 'Password changed' }, 200)
  })
}
