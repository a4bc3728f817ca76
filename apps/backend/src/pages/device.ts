import { HttpError, limitBody } from '@todo/http'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { countSignIn } from '../auth/count-sign-in.ts'
import type { Deps } from '../deps.ts'
import type { AppEnv } from '../environment.ts'
import type { Router } from '../openapi.ts'
import { alert, formOf, page } from './page.ts'

const path = '/device'

type Form = { code: string; email: string; client: string | null; message: string | null }

/**
 * Where someone lets a device in. Whoever confirms gives their password with it, so there is no cookie that
 * another page could use.
 */
export function addDevicePage(router: Router, deps: Deps): void {
  const { deviceCodes } = deps
  router.get(path, async (c) => {
    const code = c.req.query('user_code') ?? ''
    return formPage({ code, email: '', client: code && (await deviceCodes.waiting(code)), message: null })
  })
  router.post(path, limitBody(16_384), async (c) => {
    const field = await formOf(c.req.raw)
    const [code, email] = [field('user_code'), field('email')]
    const isAllowed = field('answer') === 'allow'
    try {
      const userId = await confirm(c, deps, { code, email, password: field('password') })
      if (await deviceCodes.answer(code, userId, isAllowed)) return donePage(isAllowed)
      const message = 'No device waits with this code. Compare it with the one that the device shows.'
      return formPage({ code, email, client: null, message }, 400)
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
      const form = { code, email, client: await deviceCodes.waiting(code), message: error.message }
      const answer = await formPage(form, error.status)
      for (const [name, value] of Object.entries(error.headers)) answer.headers.set(name, value)
      return answer
    }
  })
}

type Confirmation = { code: string; email: string; password: string }

/** Codes are short, so guessing them counts as guessing passwords does. */
function confirm(c: Context<AppEnv>, deps: Deps, { code, email, password }: Confirmation): Promise<string> {
  const attempt = async (): Promise<string> => {
    const userId = await deps.accounts.identify(email.slice(0, 1000), password.slice(0, 1000))
    if ((await deps.deviceCodes.waiting(code)) === null) await deps.codeLimit.count(userId)
    const { allowed } = await deps.codeLimit.look(userId)
    if (!allowed) throw new HttpError('RATE_LIMITED', { message: 'Too many wrong codes; try again later' })
    return userId
  }
  return countSignIn(deps.metrics, () => deps.signInLimits.attempt(c, email.slice(0, 1000), attempt))
}

function formPage({ code, email, client, message }: Form, status = 200): Promise<Response> {
  const who = client ? html`<p><strong>${client}</strong> asks to sign in to your account.</p>` : ''
  const content = html`${alert(message)}${who}
<p>Only go on if you began this yourself, and the code is the one that your device shows.</p>
<form method="post" action="${path}">
<label>Code <input name="user_code" value="${code}" required autocomplete="off" autocapitalize="characters"></label>
<label>E-mail <input name="email" type="email" value="${email}" required autocomplete="username"></label>
<label>Password <input name="password" type="password" required autocomplete="current-password"></label>
<button name="answer" value="allow">Let it in</button><button name="answer" value="deny">Refuse</button>
</form>`
  return page('Sign in on a device', content, status)
}

const donePage = (isAllowed: boolean): Promise<Response> =>
  isAllowed
    ? page('The device is signed in', html`<p>You can close this page.</p>`)
    : page('The device was refused', html`<p>It does not get in. You can close this page.</p>`)
