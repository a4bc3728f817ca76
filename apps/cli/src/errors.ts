/** What the shell is told: done, failed or not found, wrong usage, waits for approval, not signed in, left by Ctrl-C. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, waiting: 3, signedOut: 4, interrupted: 130 } as const

type CliErrorDetails = { exitCode?: number; code?: string; hint?: string; cause?: unknown }

/** A failure with a sentence for a person. `hint` says what to try next. */
export class CliError extends Error {
  readonly exitCode: number
  readonly code: string
  readonly hint: string | null

  constructor(message: string, details: CliErrorDetails = {}) {
    super(message, { cause: details.cause })
    this.name = 'CliError'
    this.exitCode = details.exitCode ?? exitCodes.failed
    this.code = details.code ?? 'FAILED'
    this.hint = details.hint ?? null
  }
}

/** The command line itself is wrong. */
export class UsageError extends CliError {
  constructor(message: string, hint?: string) {
    super(message, { exitCode: exitCodes.usage, code: 'USAGE', ...(hint !== undefined && { hint }) })
    this.name = 'UsageError'
  }
}

/** The command works on a server, and nobody is signed in (any more). */
export class SignedOutError extends CliError {
  constructor(message = 'You are not signed in.') {
    super(message, { exitCode: exitCodes.signedOut, code: 'SIGNED_OUT', hint: 'Sign in: todo login URL' })
    this.name = 'SignedOutError'
  }
}
