/** What texts are read against. */
export type Reading = {
  /** `YYYY-MM-DD` in the person's time zone. */
  today: string
  locale: string | null
  /** The quoted stretches, marks included, that the message's text has stand-ins for. */
  quotes: readonly string[]
}

const FIRST_STAND_IN = 0xe000
const QUOTED =
  /(?<=^|[\s(:,])(["“”„«](?:[^"“”„«»]+)["“”»]|['‘‚]\S(?:[^‘’']|['’](?=\p{L}))*['’](?=$|[\s).,;:!?])|`[^`]+`)/gu
const STAND_IN = /[\ue000-\ue0ff]/g
const QUOTES_MAX = 256

/** Puts a stand-in for each quoted stretch, since nothing in it is a command, and evens out white space and apostrophes. */
export function maskQuotes(message: string): { text: string; quotes: string[] } {
  const quotes: string[] = []
  const masked = message.replace(STAND_IN, ' ').replace(QUOTED, (quoted) => {
    if (quotes.length === QUOTES_MAX) return quoted
    quotes.push(quoted.replace(/\s+/g, ' '))
    return String.fromCharCode(FIRST_STAND_IN + quotes.length - 1)
  })
  const text = masked
    .replace(/[’‘]/g, "'")
    .replace(/\b(high|highest|low|lowest|medium|normal|top)([- ])prio\b/gi, '$1$2priority')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim()
  return { text, quotes }
}

/** The text as it was written, with its quotation marks. */
export function unmask(text: string, { quotes }: Pick<Reading, 'quotes'>): string {
  return text.replace(STAND_IN, (mark) => quotes[mark.charCodeAt(0) - FIRST_STAND_IN] ?? '')
}

/** The text as it was written; a wholly quoted one without its marks. */
export function unquote(text: string, reading: Pick<Reading, 'quotes'>): string {
  const trimmed = text.trim()
  const whole = unmask(trimmed, reading)
  return trimmed.length === 1 && whole.length > 2 && trimmed !== whole ? whole.slice(1, -1).trim() : whole
}

export function isQuoted(text: string): boolean {
  return /^[\ue000-\ue0ff]$/.test(text.trim())
}

const COURTESY_BEFORE = new RegExp(
  `^(?:${[
    '(?:hey|hi|hello|ok|okay|so|well|now|please|pls|plz|kindly|just|alright|um|uh|oh|ah|also|and|then|thanks|thank you|yes|yep|yeah|sure|assistant|there|cool|great|perfect|actually|quickly)(?:[,!.:;]+ *| +)',
    "(?:can|could|would|will|can't|couldn't|won't) (?:you|u) (?:please |kindly |just |quickly |maybe |perhaps |possibly )*",
    '(?:do|would) you mind ',
    "(?:(?:i|i'd|id|i would)(?: really| just)? )?(?:want|need|like|love) you to ",
    "(?:i'd|i would|id) (?:appreciate it|be grateful|be glad) if you (?:could |would )?",
    "(?:first(?: of all)?,?(?= (?:show|list|add|mark|complete|delete|move|create)\\b)|let's|lets|let me|let us|help me(?: to)?|go ahead and|you can|you may|feel free to|be so kind (?:as )?(?:to|and)|i was wondering if you could|it would be (?:nice|great) if you could) ",
  ].join('|')})`,
  'i',
)
const WISH =
  /^(?:i want|i'd like|i would like|i'd love|i wish|i wanna|i'd want|i'm looking|looking) (?:to )?/i
const COURTESY_AFTER =
  /(?:[,\s]+(?:please|pls|plz|thanks|thank you|thx|ta|cheers|for me|will you|would you|ok|okay|now|right now|right away|immediately|again|if you (?:can|could|would|please)|when you (?:can|have a (?:moment|minute|second))|mate|buddy))+[.!?\s]*$/i

/** A request without the courtesies around it. `wish` tells that it was said as one: "I'd like to …". */
export function withoutCourtesy(text: string): { text: string; wish: boolean } {
  let bare = withApostrophe(text.trim())
  let wish = false
  for (let length = -1; length !== bare.length; ) {
    length = bare.length
    bare = withApostrophe(bare.replace(COURTESY_BEFORE, '').trim())
    const after = bare.replace(WISH, '')
    if (after !== bare && after !== '') {
      wish = true
      bare = after
    }
  }
  return { text: bare, wish }
}

const APOSTROPHES: readonly (readonly [RegExp, string])[] = [
  [/^(i)(m|ve|d|ll)(?= )/i, "$1'$2"],
  [/^(don|didn|haven|isn|can|shouldn|won|doesn|wasn|couldn|mustn)(t)(?= )/i, "$1'$2"],
  [/^(what|let|where|how|who|when|that|it)(s)(?= )/i, "$1'$2"],
]

/** "Im done", "whats next": the apostrophe that hands in a hurry leave out of the first word. */
function withApostrophe(text: string): string {
  return APOSTROPHES.reduce((bare, [pattern, written]) => bare.replace(pattern, written), text)
}

export function withoutCourtesyAfter(text: string): string {
  const bare = text.replace(COURTESY_AFTER, '')
  return bare.trim() === '' ? text : bare
}

/** Without the marks that end a sentence. */
export function withoutEnd(text: string): string {
  return text.replace(/[\s.!?;,…]+$/u, '').trim()
}

/** A phrase as the rules for it are written: small letters, one space, no marks at the end. */
export function phrase(text: string): string {
  return withoutEnd(text.toLowerCase().replace(/\s+/g, ' '))
}

/** `milk` and `Milk`: how a title begins where it was part of a sentence. Names such as `iPhone` stay. */
export function asTitle(text: string): string {
  return /^[a-z][a-z'-]*(?=$|[\s,:;])/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text
}
