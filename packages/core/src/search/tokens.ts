/**
 * How all stores split text into words, so that all of them find the same tasks: compatibility forms, case and
 * accents are folded; letters, marks and digits make words, and each pictograph is a word. Scripts written
 * without spaces are split into pairs of neighbours and the last single character (the usual bigram rule).
 */
const unicodePatterns = once(() => ({
  word: /[\p{L}\p{M}\p{N}]+|\p{Extended_Pictographic}/gu,
  /** Accents, and the points of Arabic and Hebrew; not the vowel signs of other scripts, nor the Japanese voicing marks. */
  accent: /[[\p{M}&&[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}]]--[\u3099\u309a]]/gv,
  unspaced:
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu,
}))

/** Texts of ASCII alone, the most of all, take the short way: the tables of Unicode are slow to load. */
const asciiPattern = /^[\x00-\x7f]*$/
const asciiWordPattern = /[a-z0-9]+/g

/** Letters that Unicode does not decompose, though people type them without their stroke. */
const strokePattern = /[øłđðħŧæœþς]/g
const strokeless: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ς: 'σ',
}

/** Longer words are cut here, in the index and in the query alike; PostgreSQL refuses lexemes over 2 kB. */
const wordLengthMax = 64

/** A text without case, accents and compatibility forms; also the key by which titles are sorted. */
export function foldText(text: string): string {
  if (asciiPattern.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(unicodePatterns().accent, '')
    .normalize('NFC')
    .replace(strokePattern, (letter) => strokeless[letter] ?? letter)
}

/** The words of a text as they stand in an index, each once, in order of appearance. */
export function searchTokens(text: string): string[] {
  return tokensOf(text, true)
}

/** The words of a query: a task matches where each is the beginning of one of the task's words. */
export function queryTokens(query: string): string[] {
  return tokensOf(query, false)
}

function tokensOf(text: string, indexed: boolean): string[] {
  const folded = foldText(text)
  if (asciiPattern.test(folded)) return [...new Set((folded.match(asciiWordPattern) ?? []).map(cut))]
  const words = folded.match(unicodePatterns().word) ?? []
  return [...new Set(words.flatMap((word) => splitWord(word, indexed)))]
}

function splitWord(word: string, indexed: boolean): string[] {
  const tokens: string[] = []
  let end = 0
  for (const match of word.matchAll(unicodePatterns().unspaced)) {
    if (match.index > end) tokens.push(cut(word.slice(end, match.index)))
    tokens.push(...pairs([...match[0]], indexed))
    end = match.index + match[0].length
  }
  if (end < word.length) tokens.push(cut(word.slice(end)))
  return tokens
}

function pairs(characters: string[], indexed: boolean): string[] {
  const [only] = characters
  if (characters.length === 1 && only !== undefined) return [only]
  const tokens = characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`)
  const last = characters.at(-1)
  if (indexed && last !== undefined) tokens.push(last)
  return tokens
}

const cut = (word: string): string =>
  word.length <= wordLengthMax ? word : [...word].slice(0, wordLengthMax).join('')

/** How many words of the query begin a word of the title: the rank of a hit, higher first. */
export function titleHits(title: string, query: readonly string[]): number {
  const words = searchTokens(title)
  return query.filter((token) => words.some((word) => word.startsWith(token))).length
}

/** The words under which a task is found. */
export function taskTokens(task: {
  title: string
  description: string | null
  tags: readonly string[]
}): string[] {
  return searchTokens([task.title, task.description ?? '', ...task.tags].join('\n'))
}

/** Makes a value when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
