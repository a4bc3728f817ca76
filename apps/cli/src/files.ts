import { type InterchangeFormat, interchangeFormats } from '@todo/core'
import type { Flag, ParsedArgs } from './command.ts'
import { CliError } from './errors.ts'
import { oneOf } from './fields.ts'

export const formatFlag: Flag = {
  name: 'format',
  value: 'FORMAT',
  summary: 'json, csv, todotxt or ics',
  suggests: 'format',
}

const isFormat = (value: unknown): value is InterchangeFormat =>
  interchangeFormats.some((each) => each === value)

/** `null` where not given. Throws `UsageError`. */
export function parseFormat(args: ParsedArgs): InterchangeFormat | null {
  const text = args.text('format')
  return text === undefined ? null : oneOf('--format', text, interchangeFormats, isFormat)
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it or its folder does not exist',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'no space is left on the disk',
  EISDIR: 'it is a folder',
  ENOTDIR: 'its folder is no folder',
  ENAMETOOLONG: 'its name is too long',
}

/** What the system said about a file, for a person; `null` for errors of another kind. */
export function fileProblem(error: unknown, file: string, deed: 'read' | 'written'): CliError | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason = reasons[code]
  return reason === undefined
    ? null
    : new CliError(`${file} cannot be ${deed}: ${reason}.`, { code, cause: error })
}
