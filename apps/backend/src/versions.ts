import { TodoError } from '@todo/core'

/** A task's version as its entity tag. */
export const etagOf = (version: number): string => `"${version}"`

const tagList = /^\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")*\s*$/

function tagsOf(header: string, name: string): string[] {
  if (!tagList.test(header)) {
    throw new TodoError('VALIDATION_FAILED', {
      issues: [{ path: name, message: 'Use entity tags, as "3"' }],
    })
  }
  return header.match(/(?:W\/)?"[^"]*"/g) ?? []
}

/**
 * The version that a write must meet, or `null` for any. Weak and foreign tags meet none (RFC 9110, 13.1.1).
 * Of several tags the one that is current counts. Throws `PRECONDITION_FAILED` where none can be met.
 */
export async function requiredVersion(
  header: string | undefined,
  current: () => Promise<number>,
): Promise<number | null> {
  if (header === undefined || header.trim() === '*') return null
  const versions = tagsOf(header, 'If-Match').flatMap((tag) => {
    const version = /^"([1-9]\d{0,9})"$/.exec(tag)?.[1]
    return version === undefined ? [] : [Number(version)]
  })
  const [only] = versions
  if (only === undefined) throw new TodoError('PRECONDITION_FAILED')
  if (versions.length === 1) return only
  const version = await current()
  if (!versions.includes(version)) throw new TodoError('PRECONDITION_FAILED')
  return version
}

/** Whether `If-None-Match` says that the caller has this version. */
export function hasVersion(header: string | undefined, version: number): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return tagsOf(header, 'If-None-Match').some((tag) => tag.replace(/^W\//, '') === etagOf(version))
}
