import type {
  CredentialAnswer,
  LoginAnswer,
  RefreshAnswer,
  RegisterAnswer,
  UserWire,
} from '@todo/core/schemas'
import { bodyOf } from './answer.ts'
import { SignedOutError } from './errors.ts'
import type { Transport } from './transport.ts'

export type SignIn = {
  email: string
  password: string
  /** What the history says that changes were made with: `cli`, `web`; `api` where it is not said. */
  client?: string
}

export type SignInCalls = {
  /** Signs in and keeps the credential. Throws `ServerRefusedError` with `INVALID_CREDENTIALS`. */
  login(input: SignIn): Promise<UserWire>
  /** Makes an account and signs in. Throws `ServerRefusedError` with `EMAIL_EXISTS` or `REGISTRATION_CLOSED`. */
  register(input: SignIn & { name?: string; timezone?: string; locale?: string }): Promise<UserWire>
  /** Whose the credential is, and what it allows. */
  credential(): Promise<CredentialAnswer>
  /** Gets another access token now, rather than when the old one has ended. */
  refresh(): Promise<void>
  /** Ends the session at the server and forgets the credential here, also where the server had ended it. */
  logout(): Promise<void>
}

export function signInCalls({ call, send, credentials, url }: Transport): SignInCalls {
  const keep = async ({ user, accessToken, refreshToken }: LoginAnswer): Promise<UserWire> => {
    await credentials.set({ kind: 'session', accessToken, refreshToken })
    return user
  }
  return {
    login: async (input) => keep(await bodyOf<LoginAnswer>(await send('login', { json: input }, null))),
    register: async (input) =>
      keep(await bodyOf<RegisterAnswer>(await send('register', { json: input }, null))),
    credential: async () => bodyOf<CredentialAnswer>(await call('getCredential')),
    async refresh() {
      const credential = await credentials.get()
      if (credential?.kind !== 'session') throw new SignedOutError(url)
      const response = await send('refresh', {}, credential.refreshToken)
      const { accessToken } = await bodyOf<RefreshAnswer>(response)
      await credentials.set({ ...credential, accessToken })
    },
    async logout() {
      const credential = await credentials.get()
      if (!credential) return
      try {
        if (credential.kind === 'session') await call('logout')
      } catch (error) {
        if (!(error instanceof SignedOutError)) throw error
      }
      await credentials.set(null)
    },
  }
}
