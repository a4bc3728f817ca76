import { createRoute } from '@hono/zod-openapi'
import {
  ForgotPasswordBody,
  MessageAnswer,
  NoParameters,
  ResetPasswordBody,
  VerifyEmailBody,
} from '@todo/core/schemas'
import { HttpError, limitBody, readBody } from '@todo/http'
import type { Deps } from '../deps.ts'
import { body, credential, json, type Router, refusals, writeHeaders, writeRefusals } from '../openapi.ts'
import { accountActing } from './account-writing.ts'

const common = { tags: ['Sign-in'], method: 'post' as const, middleware: [limitBody(), readBody()] }

/** A new password, and the proof of an address, by a link in a mail. */
export function addMail(router: Router, deps: Deps): void {
  const { mailAccounts, mailLimit, accounts } = deps
  const forgot = createRoute({
    ...common,
    path: '/api/auth/forgot-password',
    operationId: 'forgotPassword',
    summary: 'Get a link to choose a new password; the answer is the same for every address',
    request: { query: NoParameters, body: body(ForgotPasswordBody) },
    responses: {
      200: json('Where the address has an account, a mail is on its way', MessageAnswer),
      ...refusals(404, 413, 415),
    },
  })
  router.openapi(forgot, async (c) => {
    const { email } = c.req.valid('json')
    // Beyond a few an hour no mail is sent, and nobody is told so.
    if ((await mailLimit.count(email)).allowed) mailAccounts.forgot(email)
    return c.json({ message: 'If that address has an account, a mail is on its way' }, 200)
  })

  const reset = createRoute({
    ...common,
    path: '/api/auth/reset-password',
    operationId: 'resetPassword',
    summary: 'Choose a new password with the token of a mail; all sessions end',
    request: { query: NoParameters, body: body(ResetPasswordBody) },
    responses: { 200: json('It is changed', MessageAnswer), ...refusals(413, 415) },
  })
  router.openapi(reset, async (c) => {
    const { token, password } = c.req.valid('json')
    await mailAccounts.reset(token, password)
    return c.json({ message: 'Password changed' }, 200)
  })

  const verify = createRoute({
    ...common,
    path: '/api/auth/verify-email',
    operationId: 'verifyEmail',
    summary: 'Prove an address with the token of a mail',
    request: { query: NoParameters, body: body(VerifyEmailBody) },
    responses: { 200: json('It is proved', MessageAnswer), ...refusals(413, 415) },
  })
  router.openapi(verify, async (c) => {
    await mailAccounts.verify(c.req.valid('json').token)
    return c.json({ message: 'E-mail address verified' }, 200)
  })

  const ask = createRoute({
    tags: ['Account'],
    method: 'post',
    path: '/api/account/verify-email',
    operationId: 'askToVerifyEmail',
    summary: 'Get another mail that proves the address',
    security: credential,
    middleware: accountActing(deps),
    parameters: writeHeaders,
    request: { query: NoParameters },
    responses: {
      200: json('A mail is on its way', MessageAnswer, 'Idempotency-Replayed'),
      ...refusals(404, 409, ...writeRefusals),
    },
  })
  router.openapi(ask, async (c) => {
    const user = await accounts.user(c.get('principal').userId)
    if (!user) throw new HttpError('UNAUTHENTICATED')
    if (deps.config.smtp.url === null) throw new HttpError('MAIL_NOT_CONFIGURED')
    if ((await mailLimit.count(user.email)).allowed) {
      mailAccounts.askToVerify({ userId: user.id, email: user.email })
    }
    return c.json({ message: 'A mail is on its way' }, 200)
  })
}
