import type { ErrorCode, Issue } from '@todo/core'

/** What a transport refuses before the domain is asked: status and public sentence of each code. */
export const httpErrors = {
  UNAUTHENTICATED: { status: 401, message: 'Sign in first' },
  INVALID_CREDENTIALS: { status: 401, message: 'Invalid credentials' },
  INVALID_REFRESH_TOKEN: { status: 401, message: 'Invalid refresh token' },
  INVALID_SERVICE: { status: 401, message: 'This is for the AI service alone, by its secret' },
  INVALID_SUBJECT_TOKEN: { status: 400, message: 'The token that was shown is not valid, or has ended' },
  CONSENT_ENDED: {
    status: 400,
    message: 'This request has ended, or was changed on its way; start again from the agent',
  },
  INVALID_MAIL_TOKEN: { status: 400, message: 'This link was used already, or has ended; ask for another' },
  MAIL_NOT_CONFIGURED: { status: 404, message: 'This server sends no mail; ask its administrator' },
  EMAIL_EXISTS: { status: 400, message: 'Email already exists' },
  REGISTRATION_CLOSED: { status: 403, message: 'Registration is closed' },
  INSUFFICIENT_SCOPE: { status: 403, message: 'This credential does not allow that' },
  TOO_MANY_API_KEYS: { status: 409, message: 'The account has as many API keys as it can; end one first' },
  TOO_MANY_PROPOSALS: {
    status: 409,
    message: 'Too many proposals wait already; ask the person to answer them',
  },
  PROPOSAL_DECIDED: { status: 409, message: 'This proposal was answered otherwise already' },
  CHAT_BUSY: {
    status: 409,
    message: 'The assistant is still answering in this conversation; wait for it, or stop it',
  },
  APPROVAL_DECIDED: { status: 409, message: 'This was answered already' },
  FORBIDDEN_ORIGIN: { status: 403, message: 'This origin may not do that' },
  NOT_FOUND: { status: 404, message: 'Not found' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'Method not allowed' },
  BODY_TOO_LARGE: { status: 413, message: 'The body is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'Unsupported media type' },
  ANSWER_FORGOTTEN: {
    status: 409,
    message: 'This request was carried out before, and what was answered is not kept any more',
  },
  IDEMPOTENCY_KEY_REUSED: { status: 422, message: 'This idempotency key was used for another request' },
  UPGRADE_REQUIRED: { status: 426, message: 'Open a WebSocket here' },
  RATE_LIMITED: { status: 429, message: 'Too many requests' },
  INTERNAL: { status: 500, message: 'Something went wrong on the server' },
  STORAGE_FULL: {
    status: 507,
    message: 'The server has no room left, so nothing was written; what is there can be read',
  },
  UNAVAILABLE: { status: 503, message: 'The service is not available at the moment; try again' },
} as const
export type HttpErrorCode = keyof typeof httpErrors

/** The status of each refusal by the domain. */
export const statusOfCode: Readonly<Record<ErrorCode, number>> = {
  VALIDATION_FAILED: 400,
  TASK_NOT_FOUND: 404,
  TAG_NOT_FOUND: 404,
  NOTHING_TO_UNDO: 404,
  NOTHING_TO_REDO: 404,
  ALREADY_EXISTS: 409,
  UNDO_CONFLICT: 409,
  NOT_REVERSIBLE: 409,
  ALREADY_UNDONE: 409,
  PRECONDITION_FAILED: 412,
  PROPOSAL_CONFLICT: 409,
  OPERATION_ID_REUSED: 422,
  SYNC_RESTART: 410,
  WRITE_CONTENTION: 503,
}

type Details = { issues?: readonly Issue[]; headers?: Readonly<Record<string, string>>; message?: string }

/** A refusal by the transport. `message` is public; what is internal goes to the log. */
export class HttpError extends Error {
  readonly code: HttpErrorCode
  readonly status: number
  readonly issues: readonly Issue[]
  readonly headers: Readonly<Record<string, string>>

  constructor(code: HttpErrorCode, details: Details = {}) {
    super(details.message ?? httpErrors[code].message)
    this.name = 'HttpError'
    this.code = code
    this.status = httpErrors[code].status
    this.issues = details.issues ?? []
    this.headers = details.headers ?? {}
  }
}
