import type { HistoryAnswer } from '@todo/core/schemas'
import type { Texts } from '../../../i18n/en.ts'

type Said = Pick<HistoryAnswer['operations'][number], 'kind' | 'events'>

/** What a change was, in a few words. */
export function sayOperation({ kind, events }: Said, texts: Texts['activity']): string {
  const types = new Set(events.map(({ type }) => type))
  const [type] = types
  const said =
    types.size !== 1 || type === undefined
      ? texts.mixed(events.length)
      : events.length > 1
        ? texts.several(texts.types[type], events.length)
        : texts.types[type]
  const before = texts.kinds[kind]
  return before ? `${before} · ${said}` : said
}
