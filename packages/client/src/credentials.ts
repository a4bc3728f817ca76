/** What a person is signed in with: a session, or a token that stands for itself (an API key). */
export type Credential =
  | { kind: 'session'; accessToken: string; refreshToken: string }
  | { kind: 'token'; token: string }

/** Where the credential is kept; `null` is signed out. The client writes what it refreshes. */
export type Credentials = {
  get(): Promise<Credential | null>
  set(credential: Credential | null): Promise<void>
}

/** A credential that ends with the process. */
export function memoryCredentials(initial: Credential | null = null): Credentials {
  let credential = initial
  return {
    get: async () => credential,
    set: async (next) => {
      credential = next
    },
  }
}
