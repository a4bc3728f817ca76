export type CsvRecord = { line: number; fields: string[] } | { line: number; problem: string }

/** Where a scan of the text stands, and in which line. */
type Place = { at: number; line: number }

/**
 * The records of a CSV text (RFC 4180; LF as well as CRLF; a quote inside a bare field is a quote). A record with
 * broken quoting is a problem with its line, and reading goes on in the line after it. Empty lines are left out.
 */
export function* csvRecords(text: string, separator: string): Generator<CsvRecord> {
  const place: Place = { at: 0, line: 1 }
  while (place.at < text.length) {
    const record = nextRecord(text, separator, place)
    if ('problem' in record || record.fields.length > 1 || record.fields[0] !== '') yield record
  }
}

function nextRecord(text: string, separator: string, place: Place): CsvRecord {
  const { line } = place
  const fields: string[] = []
  for (;;) {
    if (text[place.at] === '"') {
      const field = quotedField(text, place)
      if (field === null) return unclosed(text, place)
      fields.push(field)
    } else {
      fields.push(bareField(text, separator, place))
    }
    if (text[place.at] === separator) place.at += 1
    else if (endLine(text, place)) return { line, fields }
    else {
      skipLine(text, place)
      return { line, problem: 'There is text after a closing quote; double the quotes inside a quoted field' }
    }
  }
}

/** The field at an opening quote, read up to behind its closing one; `null` and unmoved where there is none. */
function quotedField(text: string, place: Place): string | null {
  const start = place.at + 1
  let end = text.indexOf('"', start)
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2)
  if (end === -1) return null
  const field = text.slice(start, end)
  place.at = end + 1
  place.line += field.match(/\r\n|\n|\r/g)?.length ?? 0
  return field.replaceAll('""', '"')
}

/**
 * Goes on in the line after the quote. This happens at most once in a text: all quotes behind the one that is
 * never closed come in pairs, so that every later field that begins with a quote also ends with one.
 */
function unclosed(text: string, place: Place): CsvRecord {
  const { line } = place
  skipLine(text, place)
  return { line, problem: 'A quote is opened here and never closed' }
}

function bareField(text: string, separator: string, place: Place): string {
  const start = place.at
  while (place.at < text.length && !endsField(text[place.at], separator)) place.at += 1
  return text.slice(start, place.at)
}

const endsField = (character: string | undefined, separator: string): boolean =>
  character === separator || character === '\n' || character === '\r'

/** Passes over the end of the line, or stands at the end of the text. */
function endLine(text: string, place: Place): boolean {
  if (place.at >= text.length) return true
  if (!endsField(text[place.at], '\n')) return false
  place.at += text.startsWith('\r\n', place.at) ? 2 : 1
  place.line += 1
  return true
}

function skipLine(text: string, place: Place): void {
  while (!endLine(text, place)) place.at += 1
}
