import { TodoError, type WriteOptions } from '@todo/core'
import type { Context } from 'hono'
import type { AppEnv } from './environment.ts'

/** A task's version as its entity tag. */
export const etagOf = (version: number): string => `"${version}"`

const space = '[ \\t]*'
const entityTag = String.raw`(?:W/)?"[\u0021\u0023-\u007e\u0080-\u00ff]*"`
const tagListPattern = `${entityTag}(?:${space},${space}${entityTag})*`
/** A list of entity tags, or `*` (RFC 9110, 8.8.3 and 13.1). */
export const entityTagsPattern = `^${space}(?:[*]|${tagListPattern})${space}$`
const tagList = new RegExp(`^${space}${tagListPattern}${space}$`)

function tagsOf(header: string, name: string): string[] {
  if (!tagList.test(header)) {
    throw new TodoError('VALIDATION_FAILED', {
      issues: [{ path: name, message: 'Use entity tags, as "3"' }],
    })
  }
  return header.match(/(?:W\/)?"[^"]*"/g) ?? []
}

/**
 * The versions of which a write must meet one; `undefined` for any. Weak and foreign tags meet none
 * (RFC 9110, 13.1.1), so a list of such is empty and meets no task.
 */
function requiredVersions(header: string | undefined): number[] | undefined {
  if (header === undefined || header.trim() === '*') return undefined
  return tagsOf(header, 'If-Match').flatMap((tag) => {
    const version = /^"([1-9]\d{0,9})"$/.exec(tag)?.[1]
    return version === undefined ? [] : [Number(version)]
  })
}

/** The options of a write on one task, with the versions of `If-Match`. */
export function conditional<Result>(c: Context<AppEnv>, options: WriteOptions<Result>): WriteOptions<Result> {
  const ifVersion = requiredVersions(c.req.header('if-match'))
  return ifVersion ? { ...options, ifVersion } : options
}

/** Whether `If-None-Match` says that the caller has this version. */
export function hasVersion(header: string | undefined, version: number): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return tagsOf(header, 'If-None-Match').some((tag) => tag.replace(/^W\//, '') === etagOf(version))
}
