/** Texts with what is known of them by hand, so that the model asks nothing of the code it is compared with. */
export type Phrase = { text: string; key: string; words: readonly string[] }

export const titles: readonly Phrase[] = [
  { text: 'apple pie', key: 'apple pie', words: ['apple', 'pie'] },
  { text: 'Äpfel holen', key: 'apfel holen', words: ['apfel', 'holen'] },
  { text: 'ZEBRA', key: 'zebra', words: ['zebra'] },
  { text: 'zebra', key: 'zebra', words: ['zebra'] },
  { text: 'apple tree for Zoë', key: 'apple tree for zoe', words: ['apple', 'tree', 'for', 'zoe'] },
  { text: '日本', key: '日本', words: ['日本', '本'] },
  { text: 'o\'brien said "hi"', key: 'o\'brien said "hi"', words: ['o', 'brien', 'said', 'hi'] },
  { text: 'Привет', key: 'привет', words: ['привет'] },
  { text: '\u{1F680} launch', key: '\u{1F680} launch', words: ['\u{1F680}', 'launch'] },
  { text: '100% [x] {y}', key: '100% [x] {y}', words: ['100', 'x', 'y'] },
]

export const descriptions: readonly (Phrase | null)[] = [
  null,
  { text: 'apple\nof the eye', key: '', words: ['apple', 'of', 'the', 'eye'] },
  { text: 'Launch day', key: '', words: ['launch', 'day'] },
]

export const tags: readonly string[] = ['home', 'work', 'größe', '日本', '{"a":1}', 'zebra']

/** What a tag is found by: only those that are words themselves. */
export const tagWords: Readonly<Record<string, readonly string[]>> = {
  home: ['home'],
  work: ['work'],
  größe: ['grosse'],
  日本: ['日本', '本'],
  '{"a":1}': ['a', '1'],
  zebra: ['zebra'],
}

export const queries: readonly { q: string; words: readonly string[] }[] = [
  { q: 'APP', words: ['app'] },
  { q: 'zeb', words: ['zeb'] },
  { q: 'apple launch', words: ['apple', 'launch'] },
  { q: '本', words: ['本'] },
  { q: 'größ', words: ['gross'] },
  { q: 'a', words: ['a'] },
]

export const dueDates: readonly (string | null)[] = [null, '2026-03-01', '2026-03-02', '2026-12-24']

export const authors = [
  { actor: 'user', client: 'cli' },
  { actor: 'assistant', client: 'chat' },
  { actor: 'agent', client: 'mcp:x' },
] as const
