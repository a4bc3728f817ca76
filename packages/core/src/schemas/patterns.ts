import { tagCountMax, tagLengthMax, titleLengthMax } from '../task/rules.ts'

/*
 * The rules for texts as JSON Schema can say them, for whoever reads the OpenAPI document. They are ECMA-262 with
 * the flag `u`, and use only what other engines read alike: hence ranges, not `\s` and `\p{Cc}`.
 */

const control = String.raw`\u0000-\u001f\u007f-\u009f`
const lineEnd = String.raw`\u2028\u2029`
/** What `trim` takes away. */
const blank = String.raw`\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff`
const visible = `[^${control}${blank}]`

/** A text of one line. */
export const linePattern = `^[^${control}]*$`
/** The same, and more than white space. */
export const namePattern = `^[^${control}]*${visible}[^${control}]*$`
/** The name of a program: no mark that is not seen, and what is written from right to left stays as it is typed. */
export const clientPattern = (() => {
  const unseen = String.raw`\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff`
  return `^[^${control}${lineEnd}${unseen}]*[^${control}${blank}${unseen}][^${control}${lineEnd}${unseen}]*$`
})()
/** White space around a title is taken away, and is not counted. */
export const titlePattern = `^[${blank}]*${visible}(?:[^${control}${lineEnd}]{0,${titleLengthMax - 2}}${visible})?[${blank}]*$`
/** Lines may end in any manner, and tabs stay. */
export const descriptionPattern = String.raw`^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$`
/** One line to be read as a task: white space of all kinds is a space, and something must be left. */
export const quickAddPattern = (() => {
  const refused = String.raw`\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f`
  return `^[^${refused}]*[^${refused}${blank}][^${refused}]*$`
})()

/** `mcp:` goes before it, and the name of a client has 80 characters at most. */
export const agentNamePattern = '^[!-~](?:[ -~]{0,74}[!-~])?$'

const tagCharacter = `[^${control}${blank},#@]`
export const tagPattern = `^${tagCharacter}+$`
const tag = `${tagCharacter}{1,${tagLengthMax}}`
export const tagListPattern = `^${tag}(?:,${tag}){0,${tagCountMax - 1}}$`

export const passwordPattern = String.raw`^[^\u0000]*$`
/** What Better Auth takes for an address, with labels as long as a name in the DNS can have. */
export const emailPattern =
  "^(?:[A-Za-z0-9_'+-]+[.])*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}[.])+[A-Za-z]{2,63}$"
/** ISO 8601 with a zone. */
export const instantPattern =
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})$'
/** The same in UTC with milliseconds, as it is answered. */
export const utcPattern = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z$'
/**
 * Places in a list or a log: opaque, and without anything that an address would have to escape. They hold the sort key,
 * and the key of a title can be 33 bytes for each of its 200 characters.
 */
export const cursorPattern = '^[A-Za-z0-9_-]{1,10000}$'
export const uuidPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
export const taskRefPattern =
  '^(?:[1-9][0-9]{0,14}|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$'
export const positionPattern = '^[A-Za-z][0-9]+$'
