import { TodoError } from '@todo/core'
import { ResetPasswordBody } from '@todo/core/schemas'
import { HttpError, issuesOf, limitBody } from '@todo/http'
import { html } from 'hono/html'
import type { Deps } from '../deps.ts'
import type { Router } from '../openapi.ts'
import { alert, formOf, type Html, page } from './page.ts'

/** Where the links in mails lead. To look at a page changes nothing: mail programs look at links too. */
export function addMailPages(router: Router, { mailAccounts }: Deps): void {
  router.get('/reset-password', (c) => resetPage(c.req.query('token') ?? '', null))
  router.post('/reset-password', limitBody(16_384), async (c) => {
    const field = await formOf(c.req.raw)
    const given = { token: field('token'), password: field('password') }
    return answered(
      async () => {
        const parsed = ResetPasswordBody.safeParse(given)
        if (!parsed.success)
          throw new TodoError('VALIDATION_FAILED', { issues: issuesOf(parsed.error.issues) })
        await mailAccounts.reset(given.token, given.password)
        return page('The password is changed', html`<p>Sign in with it. Every device was signed out.</p>`)
      },
      (message, status) => resetPage(given.token, message, status),
    )
  })

  router.get('/verify-email', (c) => verifyPage(c.req.query('token') ?? '', null))
  router.post('/verify-email', limitBody(16_384), async (c) => {
    const token = (await formOf(c.req.raw))('token')
    return answered(
      async () => {
        await mailAccounts.verify(token)
        return page('The address is yours', html`<p>Thank you. You can close this page.</p>`)
      },
      (message, status) => verifyPage(token, message, status),
    )
  })
}

async function answered(
  run: () => Promise<Response>,
  again: (message: string, status: number) => Promise<Response>,
): Promise<Response> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof TodoError) return again(error.issues[0]?.message ?? error.message, 400)
    if (error instanceof HttpError) return again(error.message, error.status)
    throw error
  }
}

const hidden = (token: string): Html => html`<input type="hidden" name="token" value="${token}">`

function resetPage(token: string, message: string | null, status = 200): Promise<Response> {
  const content = html`${alert(message)}<form method="post" action="/reset-password">${hidden(token)}
<label>New password <input name="password" type="password" required minlength="8" autocomplete="new-password"></label>
<button>Change the password</button></form>`
  return page('Choose a new password', content, status)
}

function verifyPage(token: string, message: string | null, status = 200): Promise<Response> {
  const content = html`${alert(message)}<form method="post" action="/verify-email">${hidden(token)}
<button>This address is mine</button></form>`
  return page('Confirm your address', content, status)
}
