import type { UserWire } from '@todo/core/schemas'
import type { JSONWebKeySet } from 'jose'

export type SignedIn = { user: UserWire; accessToken: string; refreshToken: string }

export type RegisterInput = {
  email: string
  password: string
  name: string
  client: string
  timezone: string | null
  locale: string | null
}

export type LoginInput = { email: string; password: string; client: string }

/** Members that are present change; `null` clears. */
export type ProfileChange = { name?: string | null; timezone?: string | null; locale?: string | null }

export type SessionInfo = { id: string; client: string; createdAt: string; lastUsedAt: string }

/** Accounts, sessions and the keys that sign access tokens. */
export type Accounts = {
  /** Throws `EMAIL_EXISTS`. */
  register(input: RegisterInput): Promise<SignedIn>
  /** Throws `INVALID_CREDENTIALS`, the same and after the same work for an unknown address and a wrong password. */
  login(input: LoginInput): Promise<SignedIn>
  /** An access token for a refresh token, whose end it moves on. Throws `INVALID_REFRESH_TOKEN`. */
  refresh(refreshToken: string): Promise<string>
  /** A short-lived access token for a browser's session, whose end it moves on. Throws `INVALID_REFRESH_TOKEN`. */
  browserToken(refreshToken: string): Promise<string>
  /** Ends a session of the user; `false` where there is none. Its access tokens end with it. */
  revoke(userId: string, sessionId: string): Promise<boolean>
  /** `null` for an account that is gone or disabled. */
  user(userId: string): Promise<UserWire | null>
  update(userId: string, change: ProfileChange): Promise<UserWire | null>
  sessions(userId: string): Promise<SessionInfo[]>
  /** Ends all other sessions. Throws `INVALID_CREDENTIALS` for a wrong current password. */
  changePassword(userId: string, sessionId: string, current: string, next: string): Promise<void>
  /** Ends all sessions. */
  setPassword(userId: string, password: string): Promise<void>
  /** Throws `INVALID_CREDENTIALS` and `EMAIL_EXISTS`. The new address counts as not verified. */
  changeEmail(userId: string, password: string, email: string): Promise<void>
  /** Signs in who was let in otherwise; `null` for an account that is gone or disabled. */
  startSession(userId: string, client: string): Promise<SignedIn | null>
  /** Deletes the account with everything in its space. Throws `INVALID_CREDENTIALS`. */
  remove(userId: string, password: string): Promise<void>
  publicKeys(): Promise<JSONWebKeySet>
}
