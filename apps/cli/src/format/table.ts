import type { Style, StyleName } from './style.ts'
import { type Measure, truncate } from './width.ts'

export type Column = {
  header: string
  align?: 'right'
  /** Takes what room is left and is cut where there is too little. */
  flexible?: boolean
  /** Wider cells are cut on a terminal. */
  widthMax?: number
  /** Left out first (1), second (2), … where a terminal is too narrow; never, without it. */
  dropRank?: number
}

export type Cell = { text: string; style: StyleName | null }

export type TableOptions = {
  /** Columns of the terminal; `null` for no limit, and then nothing is cut or left out. */
  width: number | null
  measure: Measure
  style: Style
  header: boolean
  /** Widths of the page before, so that the pages of one list stand in line. */
  widths?: readonly number[]
}

export type Table = { lines: string[]; widths: readonly number[] }

const gap = '  '
/** Below this a flexible column is of little use, and columns that may be left out are. */
const flexibleWidthMin = 20

/** Lays rows out in columns. Cells hold one line each, already safe to print. */
export function layTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  options: TableOptions,
): Table {
  const { measure, width } = options
  const natural = columns.map((column, index) => {
    const widest = rows.reduce((max, row) => Math.max(max, measure(row[index]?.text ?? '')), 0)
    const headed = Math.max(widest, options.header ? measure(column.header) : 0, options.widths?.[index] ?? 0)
    return width === null ? headed : Math.min(headed, column.widthMax ?? headed)
  })
  const widths = width === null ? natural : fit(columns, natural, width)
  const shown = columns.flatMap((column, index) => ((widths[index] ?? 0) > 0 ? [{ column, index }] : []))
  const line = (cells: readonly Cell[], style: Style): string =>
    shown
      .map(({ column, index }, place) => {
        const cell = cells[index] ?? { text: '', style: null }
        return pad(cell, widths[index] ?? 0, column, place === shown.length - 1, { ...options, style })
      })
      .join(gap)
      .trimEnd()
  const lines = rows.map((row) => line(row, options.style))
  if (options.header) {
    const titles = columns.map((column): Cell => ({ text: column.header, style: 'dim' }))
    lines.unshift(line(titles, options.style))
  }
  return { lines, widths }
}

/** Widths that fit: columns are left out in their order until the flexible one has room, which then takes the rest. */
function fit(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural]
  const flexible = columns.findIndex((column) => column.flexible)
  const wanted = Math.min(natural[flexible] ?? 0, flexibleWidthMin)
  const room = (): number => {
    const others = widths.filter((each, index) => index !== flexible && each > 0)
    return width - others.reduce((sum, each) => sum + each, 0) - others.length * gap.length
  }
  const ranked = columns
    .map(({ dropRank }, index) => ({ dropRank, index }))
    .filter(({ dropRank }) => dropRank !== undefined)
    .sort((left, right) => (left.dropRank ?? 0) - (right.dropRank ?? 0))
  for (const { index } of ranked) {
    if (room() >= wanted) break
    widths[index] = 0
  }
  if (flexible >= 0) widths[flexible] = Math.max(1, Math.min(natural[flexible] ?? 0, room()))
  return widths
}

function pad(
  cell: Cell,
  width: number,
  column: Column,
  last: boolean,
  { measure, style, width: limit }: TableOptions,
): string {
  const text = limit === null ? cell.text : truncate(cell.text, width, measure)
  const blank = ' '.repeat(Math.max(0, width - measure(text)))
  if (column.align === 'right') return blank + style(cell.style, text)
  return last ? style(cell.style, text) : style(cell.style, text) + blank
}
