/** The octets of a line in UTF-8, without its line end (RFC 5545, section 3.1). */
const lineOctetsMax = 75

/** A property as it stands in a file, unfolded, with the line where it begins. Its parameters are dropped. */
export type IcsLine = { line: number; name: string; value: string } | { line: number; name: null }

/** Joins folded lines and splits each into name and value; `name: null` where it is no property. */
export function* icsLines(lines: readonly string[]): Generator<IcsLine> {
  let text = ''
  let start = 1
  for (const [index, line] of lines.entries()) {
    if (line.startsWith(' ') || line.startsWith('\t')) {
      text += line.slice(1)
      continue
    }
    if (text !== '') yield splitLine(text, start)
    text = line
    start = index + 1
  }
  if (text !== '') yield splitLine(text, start)
}

/** The value begins behind the first colon that is not inside a quoted parameter. */
function splitLine(text: string, line: number): IcsLine {
  const name = /^[A-Za-z0-9-]+(?=[:;])/.exec(text)?.[0]
  if (name === undefined) return { line, name: null }
  let quoted = false
  for (let index = name.length; index < text.length; index += 1) {
    const character = text[index]
    if (character === '"') quoted = !quoted
    else if (character === ':' && !quoted) {
      return { line, name: name.toUpperCase(), value: text.slice(index + 1) }
    }
  }
  return { line, name: null }
}

/** A property as lines of at most 75 octets; never splits a character. */
export function icsProperty(name: string, value: string): string {
  let folded = ''
  let octets = 0
  for (const character of `${name}:${value}`) {
    const length = octetsOf(character)
    if (octets + length > lineOctetsMax) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += length
  }
  return `${folded}\r\n`
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}

export function escapeIcs(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n')
}

/** What follows a backslash without a meaning there is kept with it. */
export function unescapeIcs(text: string): string {
  return text.replace(/\\([\\;,nN])/g, (_, character: string) =>
    character === 'n' || character === 'N' ? '\n' : character,
  )
}

/** The values of a list, split at commas that are not escaped, unescaped. */
export function icsList(text: string): string[] {
  return (text.match(/(?:\\[\s\S]|[^\\,]|\\$)+/g) ?? []).map(unescapeIcs)
}
