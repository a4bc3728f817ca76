import type { Issue } from '@todo/core'

/** The parts of a Zod issue that are read here; a package without Zod can then use it. */
export type SchemaIssue = {
  readonly code?: string | undefined
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[] | undefined
  readonly expected?: string | undefined
  readonly values?: readonly unknown[] | undefined
  readonly errors?: readonly (readonly SchemaIssue[])[] | undefined
  readonly minimum?: number | bigint | undefined
  readonly maximum?: number | bigint | undefined
  readonly discriminator?: string | undefined
}

const issuesMax = 100

/** One entry for each bad field, in words for a person. Unknown fields are named one by one. */
export function issuesOf(found: readonly SchemaIssue[]): Issue[] {
  const issues = found.flatMap((issue): Issue[] => {
    const path = issue.path.map(String).join('.')
    const at = (key: string): string => (path === '' ? key : `${path}.${key}`)
    if (issue.code === 'unrecognized_keys') {
      return (issue.keys ?? []).map((key) => ({ path: at(key), message: 'This field is not known' }))
    }
    return [{ path, message: sentenceOf(issue) }]
  })
  return issues.slice(0, issuesMax)
}

function sentenceOf(issue: SchemaIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('undefined') ? 'This field is required' : expected(issue.expected)
    case 'invalid_value':
      return `Use one of: ${(issue.values ?? []).join(', ')}`
    case 'invalid_union':
      return issue.discriminator ? `Use a known ${issue.discriminator}` : unionSentence(issue)
    case 'too_small':
      return `Use at least ${issue.minimum}`
    case 'too_big':
      return `Use at most ${issue.maximum}`
    default:
      return issue.message
  }
}

const expected = (type: string | undefined): string =>
  type ? `Use ${article(type)} ${type}` : 'Use another type'
const article = (word: string): string => (/^[aeiou]/.test(word) ? 'an' : 'a')

function unionSentence(issue: SchemaIssue): string {
  const sentences = (issue.errors ?? []).flatMap((errors) => errors.slice(0, 1).map(sentenceOf))
  return sentences.length > 0 ? [...new Set(sentences)].join(', or: ') : issue.message
}
