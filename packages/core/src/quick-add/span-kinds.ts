/**
 * What a stretch of the text was taken for. All but `note` are gone from the title:
 * `tag`, `priority` and `date` (with its preposition) set a field; `separator` is punctuation that went with a token
 * beside it; `quote` is a mark of a wholly quoted text; `note` stays in the title, and its note says why.
 */
export const quickAddSpanKinds = ['tag', 'priority', 'date', 'separator', 'quote', 'note'] as const
export type QuickAddSpanKind = (typeof quickAddSpanKinds)[number]
