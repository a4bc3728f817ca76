import type { WriteOptions } from '@todo/core'
import type {
  AccountAnswer,
  ChangePasswordBody,
  ResetPasswordBody,
  SessionsAnswer,
  UpdateAccountBody,
} from '@todo/core/schemas'
import { bodyOf } from './answer.ts'
import { exportAccount } from './files.ts'
import type { Transport } from './transport.ts'

/** Names the request, so that one sent again is carried out once; a call without it gets a fresh name. */
export type RepeatOptions = Pick<WriteOptions, 'operationId'>

export type AccountCalls = {
  /** Who is signed in, and what the credential allows. */
  account(): Promise<AccountAnswer>
  /** Another address needs the current password. Throws `ServerRefusedError` with `EMAIL_EXISTS` or `INVALID_CREDENTIALS`. */
  updateAccount(input: UpdateAccountBody, options?: RepeatOptions): Promise<AccountAnswer>
  /** Ends every other session. Throws `ServerRefusedError` with `INVALID_CREDENTIALS`. */
  changePassword(input: ChangePasswordBody, options?: RepeatOptions): Promise<void>
  /** Deletes the account with everything in it, and forgets the credential here. */
  deleteAccount(password: string): Promise<void>
  /** Everything that is kept about the account, as JSON in pieces. */
  exportAccount(): AsyncIterable<string>
  /** Where the account is signed in, the last used first. */
  sessions(): Promise<SessionsAnswer['sessions']>
  endSession(id: string, options?: RepeatOptions): Promise<void>
  /** Asks for another mail that proves the address. Throws `ServerRefusedError` with `MAIL_NOT_CONFIGURED`. */
  askToVerifyEmail(options?: RepeatOptions): Promise<void>
  verifyEmail(token: string): Promise<void>
  /** Asks for a mail with a link to choose a new password; it says nothing about whether there is an account. */
  forgotPassword(email: string): Promise<void>
  /** Throws `ServerRefusedError` with `INVALID_MAIL_TOKEN`. */
  resetPassword(input: ResetPasswordBody): Promise<void>
}

export function accountCalls(transport: Transport): AccountCalls {
  return { ...ownCalls(transport), ...mailCalls(transport) }
}

function ownCalls(
  transport: Transport,
): Omit<AccountCalls, 'verifyEmail' | 'forgotPassword' | 'resetPassword'> {
  const { call, credentials } = transport
  return {
    account: async () => bodyOf<AccountAnswer>(await call('getAccount')),
    updateAccount: async (input, options = {}) =>
      bodyOf<AccountAnswer>(await call('updateAccount', { json: input, ...options })),
    async changePassword(input, options = {}) {
      await call('changePassword', { json: input, ...options })
    },
    async deleteAccount(password) {
      await call('deleteAccount', { json: { password }, once: true })
      await credentials.set(null)
    },
    exportAccount: () => exportAccount(transport),
    sessions: async () => (await bodyOf<SessionsAnswer>(await call('listSessions'))).sessions,
    async endSession(id, options = {}) {
      await call('endSession', { path: { id }, ...options })
    },
    async askToVerifyEmail(options = {}) {
      await call('askToVerifyEmail', options)
    },
  }
}

/** What works without being signed in: the token of a mail stands for itself. */
function mailCalls({
  send,
}: Transport): Pick<AccountCalls, 'verifyEmail' | 'forgotPassword' | 'resetPassword'> {
  return {
    async verifyEmail(token) {
      await send('verifyEmail', { json: { token } }, null)
    },
    async forgotPassword(email) {
      await send('forgotPassword', { json: { email } }, null)
    },
    async resetPassword(input) {
      await send('resetPassword', { json: input }, null)
    },
  }
}
