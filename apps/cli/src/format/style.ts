import type { Io, Output } from '../io.ts'

export type StyleName = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan' | 'magenta'

const codes: Record<StyleName, readonly [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  magenta: [35, 39],
  cyan: [36, 39],
}

/** Puts a style around a text, or leaves the text as it is. */
export type Style = (name: StyleName | null, text: string) => string

const plain: Style = (_name, text) => text
const coloured: Style = (name, text) => {
  if (name === null || text === '') return text
  const [on, off] = codes[name]
  return `\u001b[${on}m${text}\u001b[${off}m`
}

/** Colour on a terminal only; NO_COLOR turns it off everywhere, FORCE_COLOR on. */
export function wantsColour(output: Output, env: Io['env']): boolean {
  if (env.NO_COLOR) return false
  const forced = env.FORCE_COLOR
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return output.isTerminal && env.TERM !== 'dumb'
}

export const styleFor = (colour: boolean): Style => (colour ? coloured : plain)
