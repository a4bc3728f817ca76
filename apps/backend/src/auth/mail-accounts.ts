import { HttpError } from '@todo/http'
import type { Log } from '@todo/telemetry'
import type { Pool } from 'pg'
import { addressChangedLetter, resetLetter, verifyLetter } from '../mail/letters.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { Accounts } from './accounts.ts'
import type { MailTokenKind, MailTokens, TokenOwner } from './mail-tokens.ts'
import { markVerified } from './users.ts'

/** What an account can do by mail. Whoever asks never learns from the answer whether there is an account. */
export type MailAccounts = {
  /** Sends a link to choose a new password, where the address has an account. Throws `MAIL_NOT_CONFIGURED`. */
  forgot(email: string): void
  /** Throws `INVALID_MAIL_TOKEN`. All sessions end, and the address counts as verified. */
  reset(token: string, password: string): Promise<void>
  /** Sends a link that proves the address, where mail is configured. */
  askToVerify(owner: TokenOwner): void
  /** Tells the address that an account had before. */
  tellMoved(from: string): void
  /** Throws `INVALID_MAIL_TOKEN`. */
  verify(token: string): Promise<void>
}

export type MailAccountsInput = {
  pool: Pool
  accounts: Accounts
  tokens: MailTokens
  mailer: Mailer | null
  baseUrl: string
  log: Log
}

export function createMailAccounts(input: MailAccountsInput): MailAccounts {
  const { pool, accounts, tokens, mailer, log } = input
  const linkFor = async (kind: MailTokenKind, owner: TokenOwner): Promise<string> =>
    `${input.baseUrl}/${kind}?token=${await tokens.issue(kind, owner)}`
  const aside = (work: Promise<void>): void => {
    work.catch(() => log.error('a mail could not be prepared'))
  }
  const sendReset = async (mail: Mailer, email: string): Promise<void> => {
    const owner = await findOwner(pool, email)
    if (owner) mail.send(resetLetter(owner.email, await linkFor('reset-password', owner)))
  }
  return {
    forgot(email) {
      if (!mailer) throw new HttpError('MAIL_NOT_CONFIGURED')
      aside(sendReset(mailer, email))
    },
    async reset(token, password) {
      const owner = await tokens.redeem('reset-password', token)
      if (!owner) throw new HttpError('INVALID_MAIL_TOKEN')
      await accounts.setPassword(owner.userId, password)
      await markVerified(pool, owner.userId)
    },
    askToVerify(owner) {
      if (!mailer) return
      aside(linkFor('verify-email', owner).then((link) => mailer.send(verifyLetter(owner.email, link))))
    },
    tellMoved(from) {
      mailer?.send(addressChangedLetter(from))
    },
    async verify(token) {
      const owner = await tokens.redeem('verify-email', token)
      if (!owner) throw new HttpError('INVALID_MAIL_TOKEN')
      await markVerified(pool, owner.userId)
    },
  }
}

async function findOwner(pool: Pool, email: string): Promise<TokenOwner | null> {
  const { rows } = await pool.query<{ id: string; email: string }>(
    'SELECT id, email FROM users WHERE lower(email) = lower($1) AND disabled_at IS NULL',
    [email.replaceAll('\0', '')],
  )
  return rows[0] ? { userId: rows[0].id, email: rows[0].email } : null
}
