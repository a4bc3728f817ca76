import { asciiWidth, type Measure, truncate } from './width.ts'

export type Column = {
  header: string
  align?: 'right'
  /** Takes what room is left and is cut where there is too little. */
  flexible?: boolean
  /** May be cut down to this, so that the flexible column gets more room. */
  widthMin?: number
  /** Left out first (1), second (2), … where a terminal is too narrow; never, without it. */
  dropRank?: number
}

/** One text for each column, safe to print. */
export type Row = readonly string[]

export type TableOptions = {
  /** Columns of the terminal; `null` for no limit, and then nothing is cut or left out. */
  width: number | null
  measure: Measure
  header: boolean
  /** Puts colour around the text of a cell; -1 is the row of headers. */
  paint: ((text: string, row: number, column: number) => string) | null
  /** Widths of the page before, so that the pages of one list stand in line. */
  widths?: readonly number[]
}

export type Table = { lines: string[]; widths: readonly number[] }

/** Others are cut until the flexible column has this much. */
const flexibleWidthWanted = 40
/** Below this it is of little use, and columns that may be left out are. */
const flexibleWidthMin = 14

/** Lays rows out in columns. Written for thousands of rows in a process that has just started: plain loops. */
export function layTable(columns: readonly Column[], rows: readonly Row[], options: TableOptions): Table {
  const { header, width } = options
  const lined = header ? [columns.map((column) => column.header), ...rows] : rows
  const natural = naturalWidths(columns, lined, options)
  const widths = width === null ? natural : fit(columns, natural, width)
  const shown = columns.map((_, index) => index).filter((index) => (widths[index] ?? 0) > 0)
  const first = header ? -1 : 0
  return {
    lines: lined.map((row, place) => layLine(columns, row, place + first, shown, widths, options)),
    widths,
  }
}

function layLine(
  columns: readonly Column[],
  row: Row,
  place: number,
  shown: readonly number[],
  widths: readonly number[],
  { width: limit, measure, paint }: TableOptions,
): string {
  let line = ''
  let blank = 0
  for (const index of shown) {
    const width = widths[index] ?? 0
    const whole = row[index] ?? ''
    if (whole === '') {
      blank += width + gap
      continue
    }
    const text = limit === null ? whole : truncate(whole, width, measure)
    const rest = width - (measure === asciiWidth ? text.length : measure(text))
    const isRight = columns[index]?.align === 'right'
    line += blanks(isRight ? blank + rest : blank) + (paint ? paint(text, place, index) : text)
    blank = isRight ? gap : rest + gap
  }
  return line
}

const gap = 2
const many = ' '.repeat(256)

const blanks = (count: number): string => (count <= many.length ? many.slice(0, count) : ' '.repeat(count))

function naturalWidths(columns: readonly Column[], rows: readonly Row[], options: TableOptions): number[] {
  const { measure } = options
  return columns.map((_, index) => {
    let widest = options.widths?.[index] ?? 0
    for (const row of rows) {
      const text = row[index] ?? ''
      const width = measure === asciiWidth ? text.length : measure(text)
      if (width > widest) widest = width
    }
    return widest
  })
}

/** Widths that fit: columns are cut, then left out in their order, until the flexible one has room; it takes the rest. */
function fit(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural]
  const flexible = columns.findIndex((column) => column.flexible)
  const whole = natural[flexible] ?? 0
  const room = (): number => {
    const others = widths.filter((each, index) => index !== flexible && each > 0)
    return width - others.reduce((sum, each) => sum + each, 0) - others.length * gap
  }
  for (const [index, { widthMin }] of columns.entries()) {
    const lacking = Math.max(0, Math.min(whole, flexibleWidthWanted) - room())
    const spare = widthMin === undefined ? 0 : Math.max(0, (widths[index] ?? 0) - widthMin)
    widths[index] = (widths[index] ?? 0) - Math.min(lacking, spare)
  }
  const ranked = columns
    .map(({ dropRank }, index) => ({ dropRank, index }))
    .filter(({ dropRank }) => dropRank !== undefined)
    .sort((left, right) => (left.dropRank ?? 0) - (right.dropRank ?? 0))
  for (const { index } of ranked) {
    if (room() >= Math.min(whole, flexibleWidthMin)) break
    widths[index] = 0
  }
  if (flexible >= 0) widths[flexible] = Math.max(1, Math.min(whole, room()))
  return widths
}
