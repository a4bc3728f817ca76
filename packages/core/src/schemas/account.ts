import { z } from 'zod'
import { AgentsAnswer } from './agents.ts'
import { ApiKeysAnswer } from './api-keys.ts'
import { ConversationExport, ConversationOutput } from './chat.ts'
import {
  atLeastOneField,
  Locale,
  lineOf,
  listOf,
  SessionClient,
  Timezone,
  textWith,
  UtcTime,
  Uuid,
} from './fields.ts'
import { ExportOutput } from './history.ts'
import { emailPattern, passwordPattern } from './patterns.ts'
import { ProposalsAnswer } from './proposals.ts'

/** RFC 5321, 4.5.3.1.1. */
const localPartLengthMax = 64
const emailShape = new RegExp(emailPattern)

export const Email = textWith((text) =>
  emailShape.test(text) && text.length <= 255 && text.indexOf('@') <= localPartLengthMax
    ? null
    : 'Give an e-mail address',
).meta({ format: 'email', maxLength: 255, pattern: emailPattern })

const passwordLength = { min: 8, max: 128 }
export const Password = textWith((text) => {
  const length = [...text].length
  if (length < passwordLength.min) return `Use at least ${passwordLength.min} characters`
  if (length > passwordLength.max) return `Use at most ${passwordLength.max} characters`
  return text.isWellFormed() && !text.includes('\0') ? null : 'Use characters that can be typed'
}).meta({
  format: 'password',
  minLength: passwordLength.min,
  maxLength: passwordLength.max,
  pattern: passwordPattern,
})

/** A password that is only compared: what could never be one is merely wrong, but bounded in length. */
const GivenPassword = z.string().max(1000).meta({ format: 'password' })
const PersonName = lineOf(255)

/** The session is kept in cookies, and no token is in the answer. For pages of this server. */
const InCookie = z.literal(true).optional()

export const RegisterBody = z
  .strictObject({
    email: Email,
    password: Password,
    name: PersonName.optional(),
    client: SessionClient.optional(),
    timezone: Timezone.optional(),
    locale: Locale.optional(),
    cookie: InCookie,
  })
  .meta({ id: 'Register' })
export const LoginBody = z
  .strictObject({
    email: z.string().max(1000),
    password: GivenPassword,
    client: SessionClient.optional(),
    cookie: InCookie,
  })
  .meta({ id: 'Login' })

/** A token from a mail; one that could never be one is merely not valid any more. */
const MailToken = z.string().max(1000)
export const ForgotPasswordBody = z
  .strictObject({ email: z.string().max(1000) })
  .meta({ id: 'ForgotPassword' })
export const ResetPasswordBody = z
  .strictObject({ token: MailToken, password: Password })
  .meta({ id: 'ResetPassword' })
export const VerifyEmailBody = z.strictObject({ token: MailToken }).meta({ id: 'VerifyEmail' })

export type ResetPasswordBody = z.infer<typeof ResetPasswordBody>

export const UserOutput = z
  .strictObject({
    id: Uuid,
    email: z.string(),
    name: z.string().nullable(),
    email_verified: z.boolean(),
    timezone: z.string().nullable(),
    locale: z.string().nullable(),
    created_at: UtcTime,
    updated_at: UtcTime,
  })
  .meta({ id: 'User' })
export type UserWire = z.infer<typeof UserOutput>

export const RegisterAnswer = z.strictObject({
  user: UserOutput,
  token: z.string(),
  accessToken: z.string(),
  refreshToken: z.string(),
})
export type RegisterAnswer = z.infer<typeof RegisterAnswer>
export const LoginAnswer = z.strictObject({
  user: UserOutput,
  accessToken: z.string(),
  refreshToken: z.string(),
})
export type LoginAnswer = z.infer<typeof LoginAnswer>
/** The answer where the session is kept in cookies. */
export const CookieAnswer = z.strictObject({ user: UserOutput })
export type CookieAnswer = z.infer<typeof CookieAnswer>
export const RefreshAnswer = z.strictObject({ accessToken: z.string() })
export type RefreshAnswer = z.infer<typeof RefreshAnswer>
export const AccountAnswer = z.strictObject({
  user: UserOutput,
  client: z.string(),
  scopes: listOf(z.string()),
})
export type AccountAnswer = z.infer<typeof AccountAnswer>
export const UpdateAccountBody = z
  .strictObject({
    name: PersonName.nullish(),
    timezone: Timezone.nullish(),
    locale: Locale.nullish(),
    email: Email.optional(),
    /** Wanted for another address: whoever has the address can have the account. */
    current_password: GivenPassword.optional(),
  })
  .check(({ value, issues }) => {
    if (value.email === undefined || value.current_password !== undefined) return
    const message = 'Give the current password to change the address'
    issues.push({ code: 'custom', path: ['current_password'], message, input: value })
  })
  .check(atLeastOneField)
  .meta({ id: 'UpdateAccount', minProperties: 1, dependentRequired: { email: ['current_password'] } })
export type UpdateAccountBody = z.infer<typeof UpdateAccountBody>
export const ChangePasswordBody = z
  .strictObject({ current_password: GivenPassword, new_password: Password })
  .meta({ id: 'ChangePassword' })
export type ChangePasswordBody = z.infer<typeof ChangePasswordBody>
export const DeleteAccountBody = z.strictObject({ password: GivenPassword }).meta({ id: 'DeleteAccount' })
const SessionOutput = z.strictObject({
  id: Uuid,
  client: z.string(),
  created_at: UtcTime,
  last_used_at: UtcTime,
  current: z.boolean(),
})
export type SessionWire = z.infer<typeof SessionOutput>
export const SessionsAnswer = z.strictObject({ sessions: listOf(SessionOutput) })
export type SessionsAnswer = z.infer<typeof SessionsAnswer>

const { messages, approvals } = ConversationExport.shape
const said = { messages, approvals }

/** Everything that is kept about an account, as one JSON file. Whoever imports it takes in tasks and history. */
export const AccountExport = ExportOutput.extend({
  account: UserOutput,
  sessions: SessionsAnswer.shape.sessions,
  api_keys: ApiKeysAnswer.shape.api_keys,
  agents: AgentsAnswer.shape.agents,
  proposals: ProposalsAnswer.shape.proposals,
  /** The oldest first. */
  conversations: listOf(ConversationOutput.extend(said)),
}).meta({ id: 'AccountExport' })
