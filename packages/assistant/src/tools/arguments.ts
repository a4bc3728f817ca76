import type { z } from 'zod'
import { ToolError } from './errors.ts'

/** What is wrong with the arguments of a call, a line for each, and which there are. */
export function argumentProblems(
  tool: string,
  names: readonly string[],
  issues: readonly z.core.$ZodIssue[],
): ToolError {
  const lines = issues.flatMap((issue) => linesOf(issue))
  return new ToolError(
    'VALIDATION_FAILED',
    lines.join('\n'),
    `${tool} takes: ${names.join(', ') || 'nothing'}.`,
  )
}

function linesOf(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.join('.')
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `There is no argument ${[...issue.path, key].join('.')}.`)
    case 'invalid_type':
      if (issue.input === undefined && /received undefined/.test(issue.message))
        return [`${path} is missing.`]
      return [path === '' ? `Expected ${issue.expected}.` : `${path}: expected ${issue.expected}.`]
    case 'invalid_value':
      return [`${path}: use one of ${issue.values.join(', ')}.`]
    case 'too_small':
      return [`${path}: ${boundText('at least', issue.minimum, issue.origin)}.`]
    case 'too_big':
      return [`${path}: ${boundText('at most', issue.maximum, issue.origin)}.`]
    case 'invalid_union':
      return [issue.message === 'is missing' ? `${path} is missing.` : `${path}: ${issue.message}.`]
    default:
      return [path === '' ? `${issue.message}.` : `${path}: ${issue.message}.`]
  }
}

function boundText(bound: string, limit: number | bigint, origin: string): string {
  if (origin === 'array') return `name ${bound} ${limit}`
  return origin === 'string' ? `use ${bound} ${limit} characters` : `use ${bound} ${limit}`
}
