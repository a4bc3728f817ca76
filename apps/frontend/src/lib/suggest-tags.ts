import { normalizeTag, type TagCount } from '@todo/core'

const offeredMax = 8

/** A tag as it is typed, with or without its sign. */
export const tagOf = (text: string): string => normalizeTag(text.trim().replace(/^#+/, ''))

/** Tags in use that fit what is typed: those that begin with it first, then those most used. */
export function suggestTags(
  text: string,
  known: readonly TagCount[],
  taken: readonly string[],
): readonly string[] {
  const typed = tagOf(text)
  return known
    .filter(({ tag }) => tag.includes(typed) && tag !== typed && !taken.includes(tag))
    .sort(
      (left, right) =>
        Number(right.tag.startsWith(typed)) - Number(left.tag.startsWith(typed)) || right.total - left.total,
    )
    .slice(0, offeredMax)
    .map(({ tag }) => tag)
}
